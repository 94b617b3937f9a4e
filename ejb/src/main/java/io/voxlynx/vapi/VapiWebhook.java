package io.voxlynx.vapi;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.call.CallReport;
import io.voxlynx.call.CallStatus;
import io.voxlynx.shared.InvalidInput;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One webhook of Vapi, read: its real envelope {@code {"message":{…}}}, or the plain body {@code {"type":…,"call":{…}}}.
 */
final class VapiWebhook {

    /** Longer ones are none of Vapi's, and no index would take them. */
    private static final int LONGEST_WORD = 200;

    /** Of events that move nothing there are several in a millisecond: whose, begun or over, in part or finally. */
    private static final List<String> DETAILS = List.of("role", "status", "transcriptType");

    private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());

    private final JsonObject message;
    private final JsonObject call;

    private VapiWebhook(JsonObject message) {
        this.message = message;
        this.call = VapiReports.object(message, "call");
    }

    static VapiWebhook read(byte[] body) {
        try (JsonReader reader = READERS.createReader(new ByteArrayInputStream(body))) {
            JsonObject root = reader.readObject();
            JsonValue inner = root.get("message");
            return new VapiWebhook(inner instanceof JsonObject envelope ? envelope : root);
        } catch (RuntimeException e) {
            // Of whatever kind: the reader has others for nesting and for numbers that it does not want to compute.
            throw new InvalidInput("The body is no JSON object", Map.of("field", "body"));
        }
    }

    String type() {
        String type = word(message, "type");
        return type == null ? "unknown" : type;
    }

    /** Null where a webhook is about no call. */
    String providerCallId() {
        return word(call, "id");
    }

    UUID attemptId() {
        UUID attempt = VapiReports.attemptId(call);
        return attempt != null ? attempt : VapiReports.attemptId(message);
    }

    /**
     * Tells deliveries of the same event from other events: Vapi numbers nothing, so it is made of what the event says
     * of itself. Never of the whole body, whose signed links change per delivery.
     */
    String dedupeKey() {
        return providerCallId() + '|' + eventKey();
    }

    /** The first word of a call's end: its line waits for the next call. */
    boolean freesALine() {
        CallStatus asked = VapiReports.status(status(), endedReason());
        return asked != null && asked.isTerminal();
    }

    CallReport report(Instant receivedAt) {
        String endedReason = endedReason();
        boolean isReport = type().equals("end-of-call-report");
        CallStatus status = isReport ? VapiReports.terminal(endedReason) : VapiReports.status(status(), endedReason);
        Instant at = VapiReports.instant(message.get("timestamp"));
        return VapiReports.report(
                type(), status, eventKey(), at == null ? receivedAt : at, endedReason, facts(isReport, status));
    }

    /**
     * Costs, times and talk are taken from what tells of the whole call. The Call inside other events shows them as
     * they were on the way, and such an event may come after the report.
     */
    private JsonObject facts(boolean isReport, CallStatus status) {
        if (isReport) {
            return message;
        }
        boolean plainEnd = type().equals("call-status") && status != null && status.isTerminal();
        return plainEnd ? call : JsonValue.EMPTY_JSON_OBJECT;
    }

    private String eventKey() {
        Instant at = VapiReports.instant(message.get("timestamp"));
        String key = type() + '|' + status() + '|' + (at == null ? "" : at.toEpochMilli());
        if (status() == null) {
            for (String detail : DETAILS) {
                String word = word(message, detail);
                key += word == null ? "" : '|' + word;
            }
        }
        return key;
    }

    /** Only a status-update, or the plain body's call, says one; a Call inside other events shows a stale one. */
    private String status() {
        return switch (type()) {
            case "status-update" -> word(message, "status");
            case "call-status" -> word(call, "status");
            default -> null;
        };
    }

    private static String word(JsonObject parent, String name) {
        String word = VapiReports.text(parent, name);
        return word == null || word.length() > LONGEST_WORD ? null : word;
    }

    private String endedReason() {
        String reason = VapiReports.text(message, "endedReason");
        return reason != null ? reason : VapiReports.text(call, "endedReason");
    }
}
