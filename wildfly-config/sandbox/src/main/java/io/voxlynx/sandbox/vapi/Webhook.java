package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One message about a call, in Vapi's envelope. It is kept as text: many may wait for a slow receiver, and a tree of
 * JSON values takes ten times the room.
 *
 * @param name what faults call it: ringing, in-progress, ended or end-of-call-report
 * @param type the type in the envelope
 * @param status {@code null} in a report
 * @param timestamp when it happened, as the body says, in milliseconds since 1970
 * @param envelope the body, but for the signature of the recording's address
 */
record Webhook(String name, String type, String status, long timestamp, String envelope) {
    private static final String STATUS_UPDATE = "status-update";
    static final String REPORT = "end-of-call-report";
    private static final String SIGNATURE = "{recording-signature}";
    /** What only the report and the call itself carry. */
    private static final List<String> DETAILS = List.of("artifact", "analysis", "costs", "costBreakdown");

    static Webhook status(Call call, Instant at) {
        JsonObject now = call.now();
        String status = now.getString("status");
        var message = Json.object()
                .add("timestamp", at.toEpochMilli())
                .add("type", STATUS_UPDATE)
                .add("status", status);
        if (now.containsKey("endedReason")) {
            message.add("endedReason", now.getString("endedReason"));
        }
        message.add("artifact", Json.object().add("messages", Json.array()));
        return new Webhook(status, STATUS_UPDATE, status, at.toEpochMilli(), envelope(message, call));
    }

    static Webhook report(Call call, Instant at) {
        JsonObject now = call.now();
        var message = Json.object().add("timestamp", at.toEpochMilli()).add("type", REPORT);
        for (String field :
                List.of("endedReason", "startedAt", "endedAt", "cost", "costs", "costBreakdown", "analysis")) {
            if (now.containsKey(field)) {
                message.add(field, now.get(field));
            }
        }
        message.add("artifact", presigned(now.getJsonObject("artifact")));
        return new Webhook(REPORT, REPORT, null, at.toEpochMilli(), envelope(message, call));
    }

    private static String envelope(JsonObjectBuilder message, Call call) {
        var brief = Json.object(call.now());
        DETAILS.forEach(brief::remove);
        message.add("call", brief)
                .add("phoneNumber", Json.object().add("id", call.created().getString("phoneNumberId")))
                .add("customer", call.created().get("customer"))
                .add("assistant", call.assistant());
        return Json.object().add("message", message).build().toString();
    }

    private static JsonObject presigned(JsonObject artifact) {
        return artifact.containsKey("recordingUrl")
                ? Json.object(artifact)
                        .add("presignedRecordingUrl", artifact.getString("recordingUrl") + "?signature=" + SIGNATURE)
                        .build()
                : artifact;
    }

    /** The body of one delivery. The address of the recording is signed anew each time, so no two are the same. */
    byte[] body() {
        String body = type.equals(REPORT)
                ? envelope.replace(SIGNATURE, UUID.randomUUID().toString())
                : envelope;
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
