package io.voxlynx.session;

import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.InvalidInput;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where somebody says a session is now.
 *
 * @param status null where {@code callState} says more
 * @param callState null where it is not said, or there is no call
 * @param endReason why it ended, in lower snake case; null for no word on that
 */
public record SessionMove(SessionStatus status, CallState callState, String endReason) {

    private static final Pattern REASON = Pattern.compile("[a-z0-9_]{1,64}");

    public SessionMove {
        if (status == null && callState == null) {
            throw InvalidInput.field("status", null, "a status, or a call_status");
        }
        if (status != null && callState != null && callState.session() != status) {
            throw InvalidInput.field("status", status, callState.session() + " beside the call_status " + callState);
        }
        if (endReason != null && !REASON.matcher(endReason).matches()) {
            throw InvalidInput.field("end_reason", endReason, "up to 64 lower-case letters, digits and underscores");
        }
        boolean ends = callState != null ? callState.isTerminal() : status.isTerminal();
        if (endReason != null && !ends) {
            throw InvalidInput.field("end_reason", endReason, "a state beside it that ends the session");
        }
    }

    public static SessionMove end(String reason) {
        return new SessionMove(SessionStatus.COMPLETED, null, reason);
    }

    /** The session is there already; a call that nobody took has ended in its own way. */
    boolean isDone(VoiceSession session) {
        if (callState != null) {
            return session.callState() == callState;
        }
        return session.status() == status
                || status == SessionStatus.COMPLETED && session.callState() == CallState.NO_ANSWER;
    }

    boolean saysAnswered() {
        return status == SessionStatus.ACTIVE || callState == CallState.ANSWERED;
    }

    /** @throws Conflict if there is no way from where the session is */
    SessionReport of(VoiceSession session, Instant at) {
        if (callState != null && session.callState() == null) {
            throw new Conflict("The session is no telephone call", present(session));
        }
        SessionReport report = new SessionReport(
                "reported",
                status,
                callState,
                "reported:" + (callState != null ? callState : status),
                at,
                endReason,
                null);
        Fold after = Fold.of(session, report);
        if (after.status() == session.status() && after.callState() == session.callState()) {
            throw new Conflict("The session is further already", present(session));
        }
        return report;
    }

    private static Map<String, Object> present(VoiceSession session) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", session.status().name());
        if (session.callState() != null) {
            state.put("call_status", session.callState().name());
        }
        return state;
    }
}
