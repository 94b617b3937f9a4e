package io.voxlynx.sandbox.vapi;

import io.undertow.server.RoutingHandler;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.JsonHandler;
import java.util.concurrent.atomic.AtomicReference;

/** What Vapi does not have: the two logs, and the setting of how calls go. Without a key, for this machine only. */
final class ControlApi {
    private ControlApi() {}

    static void addTo(RoutingHandler routes, AtomicReference<Behaviour> behaviour, DialLog dials, Webhooks webhooks) {
        routes.get(
                        "/sandbox/behaviour",
                        JsonHandler.of((request, reply) ->
                                reply.send(Answer.ok(behaviour.get().toJson()))))
                .put("/sandbox/behaviour", JsonHandler.of((request, reply) -> {
                    var changes = request.json();
                    reply.send(Answer.ok(
                            behaviour.updateAndGet(now -> now.with(changes)).toJson()));
                }))
                .get("/sandbox/dials", JsonHandler.stream(dials::writeArray))
                .get("/sandbox/webhooks", JsonHandler.stream(webhooks::writeArray));
    }
}
