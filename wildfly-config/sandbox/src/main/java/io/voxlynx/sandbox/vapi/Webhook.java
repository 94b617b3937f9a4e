package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One message about a call, in Vapi's envelope.
 *
 * @param name what faults call it: ringing, in-progress, ended or end-of-call-report
 * @param type the type in the envelope
 * @param status {@code null} in a report
 */
record Webhook(String name, String type, String status, JsonObject message) {
    private static final String STATUS_UPDATE = "status-update";
    static final String REPORT = "end-of-call-report";
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
        return new Webhook(status, STATUS_UPDATE, status, about(message, call).build());
    }

    static Webhook report(Call call, Instant at) {
        JsonObject now = call.now();
        var message = Json.object().add("timestamp", at.toEpochMilli()).add("type", REPORT);
        for (String field : List.of(
                "endedReason", "startedAt", "endedAt", "cost", "costs", "costBreakdown", "artifact", "analysis")) {
            if (now.containsKey(field)) {
                message.add(field, now.get(field));
            }
        }
        return new Webhook(REPORT, REPORT, null, about(message, call).build());
    }

    private static JsonObjectBuilder about(JsonObjectBuilder message, Call call) {
        var brief = Json.object(call.now());
        DETAILS.forEach(brief::remove);
        return message.add("call", brief)
                .add("phoneNumber", Json.object().add("id", call.created().getString("phoneNumberId")))
                .add("customer", call.created().get("customer"))
                .add("assistant", call.assistant());
    }

    /** The body of one delivery. The address of the recording is signed anew each time, so no two are the same. */
    byte[] body() {
        var body = message;
        if (type.equals(REPORT) && message.getJsonObject("artifact").containsKey("recordingUrl")) {
            JsonObject artifact = message.getJsonObject("artifact");
            String signed = artifact.getString("recordingUrl") + "?signature=" + UUID.randomUUID();
            body = Json.object(message)
                    .add("artifact", Json.object(artifact).add("presignedRecordingUrl", signed))
                    .build();
        }
        return Json.bytes(Json.object().add("message", body).build());
    }
}
