package io.voxlynx.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** What a report makes of a session. */
record Fold(SessionStatus status, CallState callState, Instant startedAt, Instant endedAt) {

    static Fold of(VoiceSession before, SessionReport report) {
        CallState call = before.callState();
        SessionStatus asked = report.status();
        if (call != null) {
            CallState askedOfCall = report.callState() != null ? report.callState() : call.asked(asked);
            asked = askedOfCall == null ? null : askedOfCall.session();
            call = call.after(askedOfCall);
        }
        SessionStatus status = call == null ? before.status().after(asked) : call.session();
        // The word that somebody answered may come after the word that it is over.
        boolean starts = before.startedAt() == null && asked == SessionStatus.ACTIVE && status != SessionStatus.FAILED;
        boolean ends = status.isTerminal() && !before.isOver();
        // Others' clocks differ from ours, and LiveKit's tells whole seconds: nothing ends before it has begun.
        Instant started = starts
                ? notAfter(before.endedAt(), notBefore(before.createdAt(), report.occurredAt()))
                : before.startedAt();
        Instant earliestEnd = started == null ? before.createdAt() : started;
        return new Fold(status, call, started, ends ? notBefore(earliestEnd, report.occurredAt()) : before.endedAt());
    }

    /** Seconds; null if there is no conversation with both its ends. */
    BigDecimal duration() {
        if (startedAt == null || endedAt == null) {
            return null;
        }
        long micros = Duration.between(startedAt, endedAt).toNanos() / 1000;
        return BigDecimal.valueOf(micros, 6).setScale(3, RoundingMode.HALF_UP);
    }

    private static Instant notBefore(Instant limit, Instant at) {
        return at.isBefore(limit) ? limit : at;
    }

    private static Instant notAfter(Instant limit, Instant at) {
        return limit != null && at.isAfter(limit) ? limit : at;
    }
}
