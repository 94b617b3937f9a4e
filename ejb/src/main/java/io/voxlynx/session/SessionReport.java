package io.voxlynx.session;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened to a session, in our words.
 *
 * @param kind what it was, e.g. {@code participant_left}
 * @param status what it asks of the session; null where it asks nothing, or where {@code callState} says more
 * @param callState what it asks of the session's call; null for nothing. Without meaning for a session over the web
 * @param dedupeKey the same for every delivery of the same event, different for other events of this session
 * @param endReason why it ended, in lower snake case; null where it does not end anything
 * @param data further facts as a JSON object, without anything personal; null for none
 */
public record SessionReport(
        String kind,
        SessionStatus status,
        CallState callState,
        String dedupeKey,
        Instant occurredAt,
        String endReason,
        String data) {

    public SessionReport {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(dedupeKey, "dedupeKey");
        Objects.requireNonNull(occurredAt, "occurredAt");
    }

    /** That happens once in a session's life. */
    public static SessionReport once(String kind, SessionStatus status, String endReason, Instant at) {
        return new SessionReport(kind, status, null, kind, at, endReason, null);
    }

    /** That happens once in a call's life. */
    public static SessionReport once(String kind, CallState callState, String endReason, Instant at) {
        return new SessionReport(kind, null, callState, kind, at, endReason, null);
    }
}
