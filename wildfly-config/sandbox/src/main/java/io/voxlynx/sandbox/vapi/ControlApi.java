package io.voxlynx.sandbox.vapi;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.JsonHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;

/** What Vapi does not have: the two logs, and the setting of how calls go. Without a key, for this machine only. */
final class ControlApi {
    private static final int BUFFER = 64 * 1024;

    /** Writes a whole answer, however long. */
    @FunctionalInterface
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

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
                .get("/sandbox/dials", stream(dials::writeArray))
                .get("/sandbox/webhooks", stream(webhooks::writeArray));
    }

    private static HttpHandler stream(Body body) {
        return new BlockingHandler((HttpServerExchange exchange) -> {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
            try (var out = new BufferedOutputStream(exchange.getOutputStream(), BUFFER)) {
                body.writeTo(out);
            }
        });
    }
}
