package io.voxlynx.vapi;

import io.voxlynx.call.CallReport;
import io.voxlynx.call.CallStatus;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** What Vapi's words about a call mean. Missing and odd fields are nulls, never errors: the list of them keeps growing. */
final class VapiReports {

    /** endedReason has over 600 values; these kinds mean that the conversation never properly took place. */
    private static final Pattern FAULT = Pattern.compile(
            "^(call\\.start\\.error|call\\.in-progress\\.error|pipeline-|.*-failed-to-connect|.*error-|.*-not-found|.*fault-).*");

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int MOST_DECIMALS = 400;

    /** @param status Vapi's status; null or unknown ones ask for nothing */
    static CallStatus status(String status, String endedReason) {
        if (status == null) {
            return null;
        }
        return switch (status) {
            case "scheduled", "queued" -> CallStatus.QUEUED;
            case "ringing" -> CallStatus.RINGING;
            // A forwarded call still holds its line.
            case "in-progress", "forwarding" -> CallStatus.IN_PROGRESS;
            case "ended" -> terminal(endedReason);
            case "failed" -> CallStatus.FAILED;
            default -> null;
        };
    }

    static CallStatus terminal(String endedReason) {
        if (endedReason == null) {
            return CallStatus.ENDED;
        }
        if (endedReason.equals("manually-canceled")) {
            return CallStatus.CANCELED;
        }
        return FAULT.matcher(endedReason).matches() ? CallStatus.FAILED : CallStatus.ENDED;
    }

    /**
     * @param facts where cost, artifact, analysis and times stand: the end-of-call report's message, or a Call record
     */
    static CallReport report(
            String kind,
            CallStatus status,
            String dedupeKey,
            Instant occurredAt,
            String endedReason,
            JsonObject facts) {
        JsonObject artifact = object(facts, "artifact");
        JsonObject analysis = object(facts, "analysis");
        Instant startedAt = instant(facts.get("startedAt"));
        Instant endedAt = instant(facts.get("endedAt"));
        JsonObject costs = object(facts, "costBreakdown");
        return new CallReport(
                kind,
                status,
                dedupeKey,
                occurredAt,
                endedReason,
                decimal(facts.get("cost")),
                duration(facts, startedAt, endedAt),
                startedAt,
                endedAt,
                first(text(artifact, "recordingUrl"), text(facts, "recordingUrl")),
                transcript(artifact, facts),
                text(analysis, "summary"),
                verdict(analysis.get("successEvaluation")),
                costs.isEmpty() ? null : StorableJson.of(costs).toString());
    }

    private static BigDecimal duration(JsonObject facts, Instant startedAt, Instant endedAt) {
        BigDecimal told = first(decimal(facts.get("durationSeconds")), decimal(facts.get("duration")));
        if (told != null || startedAt == null || endedAt == null || endedAt.isBefore(startedAt)) {
            return told;
        }
        return BigDecimal.valueOf(Duration.between(startedAt, endedAt).toMillis(), 3);
    }

    private static String transcript(JsonObject artifact, JsonObject facts) {
        JsonValue messages =
                first(artifact.get("messages"), object(facts, "transcript").get("messages"));
        return messages instanceof JsonArray ? StorableJson.of(messages).toString() : null;
    }

    private static Boolean verdict(JsonValue value) {
        if (value == null) {
            return null;
        }
        return switch (value.getValueType()) {
            case TRUE -> Boolean.TRUE;
            case FALSE -> Boolean.FALSE;
            case STRING ->
                switch (((JsonString) value).getString().toLowerCase(Locale.ROOT)) {
                    case "true", "pass", "passed", "success" -> Boolean.TRUE;
                    case "false", "fail", "failed", "failure" -> Boolean.FALSE;
                    default -> null;
                };
            default -> null;
        };
    }

    /** Our id that travelled with the order, in either of the places where we put it. */
    static UUID attemptId(JsonObject call) {
        String attempt = first(
                text(object(object(call, "assistantOverrides"), "metadata"), "attemptId"),
                text(object(call, "customer"), "externalId"));
        try {
            return attempt == null ? null : UUID.fromString(attempt);
        } catch (IllegalArgumentException e) {
            return null; // somebody else's call on the same account
        }
    }

    static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
    }

    static String text(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonString string ? StorableJson.text(string.getString()) : null;
    }

    /** ISO-8601 or milliseconds since 1970, as Vapi has it both ways. */
    static Instant instant(JsonValue value) {
        if (value instanceof JsonNumber millis) {
            return inReach(Instant.ofEpochMilli(millis.longValue()));
        }
        if (value instanceof JsonString string) {
            try {
                return inReach(Instant.parse(string.getString()));
            } catch (DateTimeParseException e) {
                return null;
            }
        }
        return null;
    }

    /** A moment that no column could hold is none. */
    private static Instant inReach(Instant instant) {
        return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
    }

    private static BigDecimal decimal(JsonValue value) {
        return value instanceof JsonNumber number ? bounded(number.bigDecimalValue()) : null;
    }

    /** A number that no column could hold is no cost or duration, nor is one whose decimals would fill the memory. */
    private static BigDecimal bounded(BigDecimal value) {
        boolean huge = (long) value.precision() - value.scale() > 8;
        return huge || value.scale() > MOST_DECIMALS || value.signum() < 0 ? null : value;
    }

    private static <T> T first(T one, T other) {
        return one != null ? one : other;
    }

    private VapiReports() {}
}
