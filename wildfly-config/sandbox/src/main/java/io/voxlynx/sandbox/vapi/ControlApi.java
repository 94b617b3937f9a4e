package io.voxlynx.sandbox.vapi;

import io.undertow.server.RoutingHandler;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.JsonHandler;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** What Vapi does not have: the two logs, and the setting of how calls go. Without a key, for this machine only. */
final class ControlApi {
    private ControlApi() {}

    static void addTo(
            RoutingHandler routes,
            AtomicReference<Behaviour> behaviour,
            DialLog dials,
            Webhooks webhooks,
            CallLife life) {
        routes.get(
                        "/sandbox/behaviour",
                        JsonHandler.of((request, reply) ->
                                reply.send(Answer.ok(behaviour.get().toJson()))))
                .put("/sandbox/behaviour", JsonHandler.of((request, reply) -> {
                    var changes = request.json();
                    reply.send(Answer.ok(
                            behaviour.updateAndGet(now -> now.with(changes)).toJson()));
                }))
                .get(
                        "/sandbox/traffic",
                        JsonHandler.of((request, reply) -> reply.send(Answer.ok(Json.object()
                                .add("calls", life.count())
                                .add("webhooks", webhooks.underWay())
                                .add("withheld", webhooks.withheld())
                                .build()))))
                .post("/sandbox/webhooks/release", JsonHandler.of((request, reply) -> {
                    int released = webhooks.release();
                    reply.send(Answer.ok(Json.object().add("released", released).build()));
                }))
                .get("/sandbox/dials", JsonHandler.stream(request -> {
                    Instant since = request.instant("since", Instant.MIN);
                    return out -> dials.writeArray(since, out);
                }))
                .get("/sandbox/webhooks", JsonHandler.streamPart(request -> {
                    long end = webhooks.end();
                    long from = Math.min(request.number("from", 0), end);
                    return new JsonHandler.Part(end, out -> webhooks.writeArray(from, end, out));
                }));
    }
}
