package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.shared.Iso;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;

/** One telephone that rang, as the dial log knows it. */
final class SipDial {
    private final JsonObject dialled;
    private volatile Instant answeredAt;
    private volatile Instant endedAt;
    private volatile String outcome;

    /** @param dialled callId, room, identity, number, trunk and receivedAt */
    SipDial(JsonObject dialled) {
        this.dialled = dialled;
    }

    String callId() {
        return dialled.getString("callId");
    }

    boolean open() {
        return endedAt == null;
    }

    void answered(Instant at) {
        answeredAt = at;
    }

    void ended(Instant at, String how) {
        outcome = how;
        endedAt = at;
    }

    JsonObject toJson() {
        return Json.object(dialled)
                .remove("entry")
                .add("answeredAt", time(answeredAt))
                .add("endedAt", time(endedAt))
                .add("outcome", Json.text(outcome))
                .build();
    }

    private static JsonValue time(Instant at) {
        return Json.text(at == null ? null : Iso.micros(at));
    }
}
