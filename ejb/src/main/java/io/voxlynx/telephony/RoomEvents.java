package io.voxlynx.telephony;

import io.voxlynx.session.CallState;
import io.voxlynx.session.SessionReport;
import io.voxlynx.session.SessionStatus;
import io.voxlynx.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import livekit.LivekitModels.DisconnectReason;

/**
 * What an event of a room means for its session. A telephone joins when it is dialled, so that says nothing of an answer;
 * and where an end says nothing of its reason, the answer to our order is waited for, which does.
 */
@ApplicationScoped
class RoomEvents {

    /** A browser that lost its connection comes back within this, or not at all. */
    private static final Duration RECONNECTS = Duration.ofSeconds(20);
    /** The other word about a call's end is mostly here by then. */
    private static final Duration OTHER_WORD = Duration.ofSeconds(6);

    @Inject
    Sessions sessions;

    @Inject
    CallBook book;

    @Inject
    CallReports reports;

    @Inject
    LiveKitSettings settings;

    /** @param session held by the caller */
    void apply(CallBook.Entry session, LiveKitEvent event, Instant at, long inboxId) {
        boolean ofTheOtherSide = session.isTelephone()
                && (session.sipIdentity() == null
                        ? event.isOfTelephone() && !session.hasDialled(event.identity())
                        : event.identity().equals(session.sipIdentity()));
        if (event.isJoin() && session.isOver() && session.hasDialled(event.identity())) {
            tooLate(session, event, at, inboxId);
        } else if (event.isJoin() && ofTheOtherSide) {
            phoneJoined(session, event, at, inboxId);
        } else if (event.isJoin() && event.isOfPerson() && !session.isTelephone()) {
            personJoined(session, event, at, inboxId);
        } else if (event.isLeave() && ofTheOtherSide) {
            phoneLeft(session, event, at, inboxId);
        } else if (event.isLeave() && event.isOfPerson() && !session.isTelephone()) {
            note(session, event, event.kind(), at, inboxId);
            book.lookAgain(session.id(), RECONNECTS);
        } else if (event.isRoomFinished()) {
            roomFinished(session, event, at, inboxId);
        } else {
            note(session, event, event.kind(), at, inboxId);
        }
    }

    /** A human's phone, whose order was on its way when the caller left. */
    private void tooLate(CallBook.Entry session, LiveKitEvent event, Instant at, long inboxId) {
        note(session, event, event.kind(), at, inboxId);
        book.clearLater(session.id(), Duration.ZERO);
    }

    private void phoneJoined(CallBook.Entry session, LiveKitEvent event, Instant at, long inboxId) {
        book.identify(session.id(), event.identity(), event.sipCallId());
        note(session, event, event.kind(), at, inboxId);
        if (session.isOver()) {
            // It was ended while the order to dial was on its way.
            book.clearLater(session.id(), Duration.ZERO);
        } else if (session.isRinging() && answersAtOnce(session, event)) {
            reports.answered(session.id(), event.sipCallId(), at, inboxId);
        } else if (session.isRinging()) {
            // No webhook tells when it is taken.
            book.lookAgain(session.id(), settings.ringingCheck());
        }
    }

    /** Nobody picks up an inbound call later; the agent does, unless LiveKit lets it ring first. */
    private static boolean answersAtOnce(CallBook.Entry session, LiveKitEvent event) {
        return event.callStatus() == CallStatus.ACTIVE
                || !session.isOutbound() && !event.callStatus().isBeforeAnswer();
    }

    private void personJoined(CallBook.Entry session, LiveKitEvent event, Instant at, long inboxId) {
        reports.apply(session.id(), report(event, event.kind(), SessionStatus.ACTIVE, null, at, null), inboxId);
        book.lookAgain(session.id(), session.goneAt() == null ? settings.check() : OTHER_WORD);
    }

    private void phoneLeft(CallBook.Entry session, LiveKitEvent event, Instant at, long inboxId) {
        // The word that it came may be applied later, and is known by this.
        book.identify(session.id(), event.identity(), event.sipCallId());
        Optional<Failure> failure = Failure.of(event.disconnectReason());
        if (failure.isPresent()) {
            Failure why = failure.get();
            reports.apply(session.id(), report(event, "caller_left", null, why.state(), at, why.reason()), inboxId);
        } else if (session.isOutbound() && hungUp(event)) {
            reports.apply(session.id(), report(event, "caller_left", null, CallState.COMPLETED, at, "hangup"), inboxId);
        } else {
            left(session, event, "caller_left", at, inboxId, session.isRinging() ? "abandoned" : "hangup");
        }
    }

    /** Only who has taken a call can hang up. */
    private static boolean hungUp(LiveKitEvent event) {
        return event.disconnectReason() == DisconnectReason.CLIENT_INITIATED || event.callStatus() == CallStatus.ACTIVE;
    }

    private void roomFinished(CallBook.Entry session, LiveKitEvent event, Instant at, long inboxId) {
        left(session, event, "room_finished", at, inboxId, "room_closed");
    }

    /** Over, but why? */
    private void left(
            CallBook.Entry session, LiveKitEvent event, String kind, Instant at, long inboxId, String reason) {
        boolean waits = session.status() == SessionStatus.CREATED && (session.isOurDial() || !session.isTelephone());
        if (waits) {
            note(session, event, kind, at, inboxId);
            if (session.isOurDial()) {
                book.lookAgain(session.id(), OTHER_WORD);
            }
        } else {
            reports.apply(session.id(), report(event, kind, SessionStatus.COMPLETED, null, at, reason), inboxId);
        }
    }

    private void note(CallBook.Entry session, LiveKitEvent event, String kind, Instant at, long inboxId) {
        sessions.note(session.id(), report(event, kind, null, null, at, null), inboxId);
    }

    private static SessionReport report(
            LiveKitEvent event, String kind, SessionStatus status, CallState call, Instant at, String reason) {
        return new SessionReport(kind, status, call, event.id(), at, reason, null);
    }
}
