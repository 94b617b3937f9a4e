package io.voxlynx.sandbox.callbacks;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.Request;
import io.voxlynx.sandbox.shared.Iso;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What came under one name, and how it is answered. */
final class Mailbox {
    private final List<JsonObject> received = new ArrayList<>();
    private Manners manners = Manners.POLITE;

    /** @return which one it is, from 1 */
    synchronized int take(Request request) {
        var headers = Json.object();
        request.exchange()
                .getRequestHeaders()
                .forEach(header -> headers.add(header.getHeaderName().toString(), header.getFirst()));
        received.add(Json.object()
                .add("receivedAt", Iso.micros(Instant.now()))
                .add("headers", headers)
                .add("body", new String(request.body(), StandardCharsets.UTF_8))
                .build());
        return received.size();
    }

    synchronized void answers(Manners from) {
        manners = from;
    }

    synchronized Manners manners() {
        return manners;
    }

    synchronized JsonArray toJson() {
        return Json.array(received).build();
    }
}
