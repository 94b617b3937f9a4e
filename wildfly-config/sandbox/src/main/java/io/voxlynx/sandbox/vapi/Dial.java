package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.shared.Iso;
import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * One {@code POST /call} as the dial log knows it. Only what lists and searches need is kept in memory; the rest of
 * an ended call is read back from the file.
 */
final class Dial {
    private final String callId;
    private final String phone;
    private final String attemptId;
    private final String assistantId;
    private final String phoneNumberId;
    private final Instant receivedAt;
    private final String reply;
    private final String traceparent;
    private final long offset;
    private volatile Instant endedAt;
    private volatile long endedOffset = -1;

    private Dial(JsonObject line, long offset) {
        this.callId = line.getString("callId", null);
        this.phone = line.getString("phone", null);
        this.attemptId = line.getString("attemptId", null);
        this.assistantId = intern(line.getString("assistantId", null));
        this.phoneNumberId = intern(line.getString("phoneNumberId", null));
        this.receivedAt = Instant.parse(line.getString("receivedAt"));
        this.reply = line.getString("reply").intern();
        this.traceparent = line.getString("traceparent", null);
        this.offset = offset;
    }

    static Dial of(JsonObject line, long offset) {
        return new Dial(line, offset);
    }

    private static String intern(String text) {
        return text == null ? null : text.intern();
    }

    void ended(Instant at) {
        endedAt = at;
    }

    void endedLineAt(long position) {
        endedOffset = position;
    }

    /** {@code null} if the request was refused, so that no phone rang. */
    String callId() {
        return callId;
    }

    boolean open() {
        return callId != null && endedAt == null;
    }

    String assistantId() {
        return assistantId;
    }

    String phoneNumberId() {
        return phoneNumberId;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    Instant endedAt() {
        return endedAt;
    }

    long offset() {
        return offset;
    }

    /** Where the line about its end is, -1 if there is none yet. */
    long endedOffset() {
        return endedOffset;
    }

    JsonObject toJson() {
        Instant end = endedAt;
        return Json.object()
                .add("phone", Json.text(phone))
                .add("attemptId", Json.text(attemptId))
                .add("callId", Json.text(callId))
                .add("receivedAt", Iso.micros(receivedAt))
                .add("endedAt", Json.text(end == null ? null : Iso.micros(end)))
                .add("reply", reply)
                .add("traceparent", Json.text(traceparent))
                .build();
    }
}
