package io.voxlynx.telephony;

import io.voxlynx.session.CallState;
import io.voxlynx.session.SessionReport;
import io.voxlynx.session.SessionStatus;
import io.voxlynx.session.Sessions;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Tells sessions what happened to their calls. The answer to the order to dial, webhooks and what LiveKit says when it is
 * asked come in any order; whichever comes first, the end is the same.
 */
@ApplicationScoped
class CallReports {

    @Inject
    Database database;

    @Inject
    Sessions sessions;

    @Inject
    CallBook book;

    @Inject
    Clock clock;

    /** Somebody took the call. If it is over by now, nobody is to be left in its room. */
    void answered(UUID sessionId, String sipCallId, Instant at, Long inboxId) {
        database.useTransaction(handle -> {
            apply(sessionId, SessionReport.once("answered", CallState.ANSWERED, null, at), inboxId);
            book.identify(sessionId, null, sipCallId);
            book.read(sessionId).ifPresent(call -> {
                if (call.isOver()) {
                    book.clearLater(sessionId, Duration.ZERO);
                } else if (call.goneAt() != null) {
                    // The word that the other side had left was here before the word that it had come.
                    apply(sessionId, over("gone", "hangup", later(call.goneAt(), at)), inboxId);
                }
            });
        });
    }

    /** Nobody took the call. */
    void failed(UUID sessionId, Failure failure) {
        database.useTransaction(handle -> {
            apply(
                    sessionId,
                    SessionReport.once("dial_failed", failure.state(), failure.reason(), clock.instant()),
                    null);
            if (failure.state() == CallState.FAILED) {
                book.refine(sessionId, Failure.REJECTED, failure.reason());
            }
        });
    }

    /** The conversation is over; if there was none, nobody answered. */
    void over(UUID sessionId, String kind, String reason, Instant at) {
        apply(sessionId, over(kind, reason, at), null);
    }

    static SessionReport over(String kind, String reason, Instant at) {
        return SessionReport.once(kind, SessionStatus.COMPLETED, reason, at);
    }

    /** What ends a call while it rings and somebody here wanted it ended, was that wish. */
    void apply(UUID sessionId, SessionReport report, Long inboxId) {
        database.useTransaction(handle -> {
            sessions.lock(sessionId);
            boolean wanted = book.read(sessionId)
                    .filter(call -> call.isRinging() && call.endingAt() != null)
                    .isPresent();
            sessions.apply(sessionId, wanted && ends(report) ? canceled(report) : report, inboxId);
        });
    }

    void note(UUID sessionId, String fact) {
        Instant now = clock.instant();
        sessions.note(sessionId, new SessionReport(fact, null, null, fact + '|' + now, now, null, null), null);
    }

    private static boolean ends(SessionReport report) {
        return report.callState() != null
                ? report.callState().isTerminal()
                : report.status() != null && report.status().isTerminal();
    }

    private static SessionReport canceled(SessionReport report) {
        return new SessionReport(
                report.kind(),
                null,
                Failure.CANCELED.state(),
                report.dedupeKey(),
                report.occurredAt(),
                Failure.CANCELED.reason(),
                report.data());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
