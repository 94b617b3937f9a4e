package io.voxlynx.sandbox.tokens;

import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.Refused;
import io.voxlynx.sandbox.http.Reply;
import io.voxlynx.sandbox.http.Request;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where an issuer publishes its keys, or fails to. */
final class KeySet {
    private static final int HANG_SECONDS = 60;
    private static final int HUGE_BYTES = 1 << 20;

    private final KeyRing ring;
    private final ScheduledExecutorService scheduler;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile KeySetFault fault = KeySetFault.NONE;

    KeySet(KeyRing ring, ScheduledExecutorService scheduler) {
        this.ring = ring;
        this.scheduler = scheduler;
    }

    KeyRing ring() {
        return ring;
    }

    void fail(KeySetFault how) {
        fault = how;
    }

    /** The ids of its keys, newest first, how it fails, and how often it was read. */
    JsonObject describe() {
        return Json.object()
                .add("keys", Json.array(ring.ids()))
                .add("fault", fault.word())
                .add("asked", asked.get())
                .build();
    }

    void serve(Request request, Reply reply) {
        asked.incrementAndGet();
        switch (fault) {
            case NONE -> reply.send(Answer.ok(published()));
            case ERROR -> reply.send(new Refused(500, "No keys today").answer());
            case HANG -> scheduler.schedule(reply::reset, HANG_SECONDS, TimeUnit.SECONDS);
            case GARBAGE ->
                reply.send(200, "text/html", "<html><body>Welcome</body></html>".getBytes(StandardCharsets.UTF_8));
            case EMPTY ->
                reply.send(Answer.ok(Json.object().add("keys", Json.array()).build()));
            case HUGE -> reply.send(Answer.ok(huge()));
        }
    }

    private JsonObject published() {
        return Json.parse(ring.published().getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject huge() {
        JsonObject genuine = published();
        int copies = HUGE_BYTES / Json.bytes(genuine).length + 1;
        return Json.object()
                .add(
                        "keys",
                        Json.array(Collections.nCopies(
                                copies, genuine.getJsonArray("keys").get(0))))
                .build();
    }
}
