package io.voxlynx.call;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * Something that became known about a call, in our words. Everything but kind, dedupe key and time may be null.
 *
 * @param kind what it is, e.g. {@code status-update}, {@code accepted}, {@code timeout}
 * @param status the status it asks for; null for a fact without one
 * @param dedupeKey the same for every delivery of the same fact about the same call
 * @param cost in USD
 * @param durationSeconds talk time
 * @param transcript JSON array of what was said
 * @param data JSON object with what else is worth keeping; null for none
 */
public record CallReport(
        String kind,
        CallStatus status,
        String dedupeKey,
        Instant occurredAt,
        String endedReason,
        BigDecimal cost,
        BigDecimal durationSeconds,
        Instant startedAt,
        Instant endedAt,
        String recordingUrl,
        String transcript,
        String summary,
        Boolean successEvaluation,
        String data) {

    private static final int COST_SCALE = 6;
    private static final int SECONDS_SCALE = 3;

    public CallReport {
        // As the columns keep them: a campaign's sum of differences must equal a recount of its calls.
        cost = cost == null ? null : cost.setScale(COST_SCALE, RoundingMode.HALF_UP);
        durationSeconds =
                durationSeconds == null ? null : durationSeconds.setScale(SECONDS_SCALE, RoundingMode.HALF_UP);
    }

    /** What it says of the call's life, without what the call had come to by then. */
    CallReport withoutResults() {
        return new CallReport(
                kind, status, dedupeKey, occurredAt, null, null, null, null, null, null, null, null, null, data);
    }

    /** Tells what the call has come to. */
    boolean tellsResults() {
        return cost != null || durationSeconds != null || successEvaluation != null;
    }

    /** A report of our own making, which carries no more than a status and its reason. */
    public static CallReport ours(String kind, CallStatus status, String reason, Instant now) {
        return new CallReport(kind, status, kind, now, reason, null, null, null, null, null, null, null, null, null);
    }

    /** A report of our own that may be made more than once, told apart by its time. */
    public static CallReport repeatable(String kind, CallStatus status, String reason, Instant now) {
        return new CallReport(
                kind, status, kind + '@' + now, now, reason, null, null, null, null, null, null, null, null, null);
    }
}
