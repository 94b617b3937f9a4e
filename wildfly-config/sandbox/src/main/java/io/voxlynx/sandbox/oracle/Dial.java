package io.voxlynx.sandbox.oracle;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;

/** A phone that rang, by the provider's dial log. @param endedAt null while the call lasts */
record Dial(String attemptId, String callId, String phone, Instant receivedAt, Instant endedAt) {

    static boolean rang(JsonObject line) {
        return text(line, "callId") != null;
    }

    static Dial of(JsonObject line) {
        String ended = text(line, "endedAt");
        return new Dial(
                text(line, "attemptId"),
                text(line, "callId"),
                text(line, "phone"),
                Instant.parse(line.getString("receivedAt")),
                ended == null ? null : Instant.parse(ended));
    }

    /** Whether it held a line at or after that instant. */
    boolean lasts(Instant from) {
        return endedAt == null || endedAt.isAfter(from);
    }

    static String text(JsonObject line, String name) {
        return line.getOrDefault(name, JsonValue.NULL).getValueType() == JsonValue.ValueType.STRING
                ? line.getString(name)
                : null;
    }
}
