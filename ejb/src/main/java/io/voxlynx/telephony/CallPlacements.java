package io.voxlynx.telephony;

import io.voxlynx.session.CallState;
import io.voxlynx.shared.BackOff;
import io.voxlynx.shared.LogLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import livekit.LivekitSip.SIPParticipantInfo;

/**
 * Brings an ordered call to the telephone once at most. What is about to ring is committed before it does, so that after
 * a crash the row says the worst that may have happened, and LiveKit is asked.
 */
@ApplicationScoped
public class CallPlacements {

    private static final Logger LOG = Logger.getLogger(CallPlacements.class.getName());

    /** Whoever was held up for longer must not dial any more: the call may have been given up meanwhile. */
    private static final Duration DIAL_AT_ONCE = Duration.ofSeconds(5);

    /**
     * Whoever ordered a call has long given it up by then. All tries take less; it takes everything having stood still,
     * or a database that comes from a backup.
     */
    private static final Duration TOO_LATE = Duration.ofMinutes(10);

    /** Requests before the one that dials: the room, who is called into it already, calling the agent in. */
    private static final int REQUESTS = 3;

    /** What Twirp calls an order that the network took and nobody answered in time, or that was taken back. */
    private static final String CANCELED = "canceled";

    /** The bridge has not come to an end: the phone may still ring. */
    private static final List<String> UNDECIDED = List.of("deadline_exceeded", "unavailable", "internal", "unknown");

    @Inject
    CallBook book;

    @Inject
    CallWatch watch;

    @Inject
    CallReports reports;

    @Inject
    Rooms rooms;

    @Inject
    SipDials dials;

    @Inject
    LiveKitSettings settings;

    @Inject
    Clock clock;

    /** Does the next thing that this session's call needs, if it needs any. Harmless at any time, any number of times. */
    void advance(UUID sessionId) {
        if (book.claim(sessionId, claim())) {
            place(book.read(sessionId).orElseThrow());
        } else {
            watch.look(sessionId);
        }
    }

    private void place(CallBook.Entry call) {
        UUID id = call.id();
        if (call.createdAt().plus(TOO_LATE).isBefore(call.now())) {
            LOG.warning(LogLine.of("Call %s is not placed any more: it was ordered too long ago", id));
            reports.failed(id, new Failure(CallState.FAILED, "not_placed_in_time"));
            return;
        }
        LiveKitAnswer<?> ready = rooms.prepare(call.roomName(), id, call.agentId(), call.ownerId());
        if (!(ready instanceof LiveKitAnswer.Done)) {
            putOff(call, ready);
            return;
        }
        long begun = System.nanoTime();
        if (!book.beginDialling(id, call.tries(), settings.ringingCheck())) {
            return; // ended meanwhile, or another's by now
        }
        if (System.nanoTime() - begun > DIAL_AT_ONCE.toNanos()) {
            LOG.warning(LogLine.of("Call %s is not dialled: this node was held up", id));
            return;
        }
        dials.dial(call.roomName(), call.sipIdentity(), call.phoneNumber())
                .thenAccept(answer -> settle(id, answer))
                .exceptionally(failure -> {
                    LOG.log(
                            Level.WARNING,
                            LogLine.of("What became of call %s is not recorded; it is asked for", id),
                            failure);
                    return null;
                });
    }

    private void putOff(CallBook.Entry call, LiveKitAnswer<?> refusal) {
        if (refusal.isWorthRepeating() && !BackOff.isExhaustedAfter(call.tries())) {
            book.placeAgain(call.id(), call.tries(), BackOff.after(call.tries(), null));
            return;
        }
        LOG.warning(LogLine.of("Call %s cannot be placed: LiveKit: %s", call.id(), refusal.reason()));
        reports.failed(call.id(), new Failure(CallState.FAILED, unplaced(refusal)));
    }

    void settle(UUID id, LiveKitAnswer<SIPParticipantInfo> answer) {
        if (answer instanceof LiveKitAnswer.Done<SIPParticipantInfo> done) {
            reports.answered(id, done.value().getSipCallId(), clock.instant(), null);
        } else if (answer instanceof LiveKitAnswer.Refused<SIPParticipantInfo> refused && refused.sipCode() != null) {
            reports.failed(id, Failure.ofSip(refused.sipCode()));
        } else if (answer instanceof LiveKitAnswer.Refused<SIPParticipantInfo> refused
                && CANCELED.equals(refused.code())) {
            reports.failed(id, Failure.NO_ANSWER);
        } else if (isUndecided(answer)) {
            LOG.warning(LogLine.of("Call %s may or may not ring: %s", id, answer.reason()));
            reports.note(id, "dial_unclear");
            book.lookAgain(id, Duration.ZERO);
        } else {
            LOG.warning(LogLine.of("Call %s was not dialled: LiveKit: %s", id, answer.reason()));
            reports.failed(id, new Failure(CallState.FAILED, unplaced(answer)));
        }
    }

    /** True if a phone may ring in spite of this answer. */
    static boolean isUndecided(LiveKitAnswer<?> answer) {
        if (answer instanceof LiveKitAnswer.Refused<?> refused) {
            return refused.sipCode() == null
                    && !CANCELED.equals(refused.code())
                    && (refused.code() == null ? refused.httpStatus() >= 500 : UNDECIDED.contains(refused.code()));
        }
        return answer instanceof LiveKitAnswer.Lost<?> lost && !lost.neverSent();
    }

    private static String unplaced(LiveKitAnswer<?> answer) {
        return answer.isWorthRepeating() ? "livekit_unavailable" : "livekit_refused";
    }

    private Duration claim() {
        return settings.longestRequest().multipliedBy(REQUESTS).plus(DIAL_AT_ONCE);
    }
}
