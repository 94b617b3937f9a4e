package io.voxlynx.telephony;

import io.voxlynx.session.CallState;
import io.voxlynx.session.SessionReport;
import io.voxlynx.session.SessionStatus;
import io.voxlynx.session.Sessions;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.ProviderFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Logger;
import livekit.LivekitModels.ParticipantInfo;

/**
 * Asks LiveKit what nobody has told us: its webhooks are given up after half a minute, and the node that waited for an
 * answer may be dead. Not being able to ask proves nothing.
 */
@ApplicationScoped
class CallWatch {

    private static final Logger LOG = Logger.getLogger(CallWatch.class.getName());

    private static final Duration LIVEKIT_SILENT = Duration.ofSeconds(10);
    /** Each question that is not answered takes a consumer for seconds: meanwhile the others are put off unasked. */
    private static final Duration ASK_NOBODY = Duration.ofSeconds(5);
    /** After the word that a callee is gone, until it is taken for the last one: the answer to our order says why. */
    private static final Duration LAST_WORD = Duration.ofSeconds(5);
    /** An order to dial is at LiveKit by then, or never will be. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(15);

    /** Whoever begins a session has his telephone in its room by then, or there is none. */
    private static final Duration TO_COME = Duration.ofMinutes(15);

    private static final Duration CLEAR_AGAIN = Duration.ofSeconds(3);
    private static final Duration GIVE_UP_CLEARING = Duration.ofHours(1);
    /** Whoever wanted to end it has died, or LiveKit would have answered him. */
    private static final Duration ENDING_STALE = Duration.ofSeconds(30);

    @Inject
    Database database;

    @Inject
    Sessions sessions;

    @Inject
    CallBook book;

    @Inject
    CallReports reports;

    @Inject
    CallEndings endings;

    @Inject
    TransferOutcomes transfers;

    @Inject
    Rooms rooms;

    @Inject
    LiveKitSettings settings;

    @Inject
    Clock clock;

    private volatile Instant silentUntil = Instant.MIN;

    void look(UUID sessionId) {
        book.read(sessionId).ifPresent(call -> {
            if (clock.instant().isBefore(silentUntil) && !call.isPending()) {
                putOff(call);
                return;
            }
            try {
                if (call.isOver()) {
                    clear(call);
                } else if (call.endingAt() != null
                        && call.endingAt().plus(ENDING_STALE).isBefore(call.now())) {
                    endings.carryOut(sessionId);
                } else if (!call.isPending() || call.status() != SessionStatus.CREATED) {
                    lookIn(call);
                }
            } catch (LiveKitSilent e) {
                silentUntil = clock.instant().plus(ASK_NOBODY);
                putOff(call);
            } catch (ProviderFailed e) {
                LOG.fine(LogLine.of("Session %s cannot be asked about: %s", sessionId, e.getMessage()));
                putOff(call);
            }
        });
    }

    private void putOff(CallBook.Entry call) {
        if (call.isOver()) {
            book.clearLater(call.id(), LIVEKIT_SILENT);
        } else {
            book.lookAgain(call.id(), LIVEKIT_SILENT);
        }
    }

    private void lookIn(CallBook.Entry call) {
        if (call.isTransferUnderWay()) {
            transfers.lookInto(call);
        }
        if (!call.isTelephone()) {
            lookForPeople(call);
        } else if (call.sipIdentity() != null) {
            lookForTheOtherSide(call);
        } else {
            lookForAnyPhone(call);
        }
    }

    /** The agents' worker began it, and no webhook has told who the other side is. */
    private void lookForAnyPhone(CallBook.Entry call) {
        Optional<ParticipantInfo> phone = rooms.participants(call.roomName()).stream()
                .filter(participant -> participant.getKind() == ParticipantInfo.Kind.SIP
                        && !call.hasDialled(participant.getIdentity()))
                .findFirst();
        if (phone.isPresent()) {
            String sipCallId = phone.get().getAttributesOrDefault("sip.callID", "");
            book.identify(call.id(), phone.get().getIdentity(), sipCallId);
            book.lookAgain(call.id(), Duration.ZERO);
        } else if (call.createdAt().plus(TO_COME).isBefore(call.now())) {
            gone(call);
        } else {
            book.lookAgain(call.id(), settings.check());
        }
    }

    private void lookForTheOtherSide(CallBook.Entry call) {
        Optional<ParticipantInfo> there = rooms.participant(call.roomName(), call.sipIdentity());
        CallStatus status = there.map(CallStatus::of).orElse(CallStatus.OVER);
        if (status == CallStatus.OVER) {
            gone(call);
        } else if (call.isRinging() && status == CallStatus.ACTIVE) {
            String sipCallId = there.get().getAttributesOrDefault("sip.callID", "");
            reports.answered(call.id(), sipCallId, clock.instant(), null);
        } else {
            boolean hurried = call.isRinging() || call.isTransferUnderWay();
            book.lookAgain(call.id(), hurried ? settings.ringingCheck() : settings.check());
        }
    }

    private void gone(CallBook.Entry call) {
        if (!call.isRinging()) {
            reports.over(call.id(), "gone", "hangup", clock.instant());
        } else if (!call.isOurDial()) {
            reports.over(call.id(), "gone", "abandoned", clock.instant());
        } else if (call.goneAt() != null && call.goneAt().plus(LAST_WORD).isBefore(call.now())) {
            reports.over(call.id(), "gone", Failure.NO_ANSWER.reason(), clock.instant());
        } else if (call.dialingAt().plus(settings.dialPatience()).isBefore(call.now())) {
            reports.failed(call.id(), new Failure(CallState.FAILED, "dial_unconfirmed"));
        } else {
            // Not dialled yet, or just over: whoever dialled it is about to say.
            book.lookAgain(call.id(), settings.ringingCheck());
        }
    }

    /** A session over the web lives as long as somebody is there. */
    private void lookForPeople(CallBook.Entry session) {
        boolean somebody = rooms.participants(session.roomName()).stream()
                .anyMatch(participant -> participant.getKind() == ParticipantInfo.Kind.STANDARD);
        if (somebody) {
            if (session.status() == SessionStatus.CREATED) {
                SessionReport joined = SessionReport.once("joined", SessionStatus.ACTIVE, null, clock.instant());
                reports.apply(session.id(), joined, null);
            }
            book.lookAgain(session.id(), session.isTransferUnderWay() ? settings.ringingCheck() : settings.check());
        } else if (session.status() == SessionStatus.ACTIVE) {
            reports.over(session.id(), "gone", "left", clock.instant());
        } else {
            nobodyJoined(session.id());
        }
    }

    private void nobodyJoined(UUID sessionId) {
        database.useTransaction(handle -> {
            sessions.lock(sessionId);
            // Somebody may have been given a token while we asked.
            if (book.isStillDue(sessionId, CallBook.HINT_LOST.multipliedBy(2))) {
                reports.apply(
                        sessionId,
                        SessionReport.once("nobody_joined", SessionStatus.FAILED, "nobody_joined", clock.instant()),
                        null);
            }
        });
    }

    /** Nobody is left in the room of a call that is over, and no phone rings for it. */
    private void clear(CallBook.Entry call) {
        if (call.endedAt().plus(GIVE_UP_CLEARING).isBefore(call.now())) {
            book.done(call.id());
            return;
        }
        boolean transferWaits = call.isTransferUnderWay() && !transfers.settleAfterEnd(call);
        boolean beingHandedOver = transferWaits && call.transfer().type() == TransferType.COLD;
        if (!beingHandedOver && !isOthersRoom(call)) {
            rooms.delete(call.roomName()).requireGone();
        }
        boolean mayYetRing = call.startedAt() == null
                && call.dialingAt() != null
                && call.dialingAt().plus(ON_ITS_WAY).isAfter(call.now());
        if (transferWaits || mayYetRing) {
            book.clearLater(call.id(), CLEAR_AGAIN);
        } else {
            book.done(call.id());
        }
    }

    /** A name that we did not give may be the next call's by now, also where nobody has told us of that call yet. */
    private boolean isOthersRoom(CallBook.Entry call) {
        return book.isRoomTaken(call.roomName(), call.id())
                || !call.isOurDial()
                        && call.roomSid() != null
                        && rooms.sid(call.roomName())
                                .filter(sid -> !sid.equals(call.roomSid()))
                                .isPresent();
    }
}
