package io.voxlynx.telephony;

import io.voxlynx.session.SessionEvents;
import io.voxlynx.session.Sessions;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.ProviderFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import livekit.LivekitModels.ParticipantInfo;

/** Writes down what became of transfers: what LiveKit answered, or what it says when it is asked. */
@ApplicationScoped
class TransferOutcomes {

    /** A human's phone is in the room from dialling on. Whoever is not there by now will not come. */
    private static final Duration NOT_COMING = Duration.ofSeconds(15);

    @Inject
    Database database;

    @Inject
    Sessions sessions;

    @Inject
    SessionEvents events;

    @Inject
    TransferBook book;

    @Inject
    CallBook calls;

    @Inject
    CallReports reports;

    @Inject
    Rooms rooms;

    @Inject
    LiveKitSettings settings;

    @Inject
    Clock clock;

    /** @throws ProviderFailed if it was refused, or nobody can say yet what became of it */
    void settle(CallBook.Entry call, TransferBook.Entry transfer, LiveKitAnswer<?> answer) {
        if (answer instanceof LiveKitAnswer.Done) {
            switch (taken(call, transfer)) {
                case OVER -> throw new Conflict("The session ended while the phone rang", Map.of());
                case ANOTHER -> throw new Conflict("Another transfer was ordered while the phone rang", Map.of());
                case DONE -> {}
            }
        } else if (CallPlacements.isUndecided(answer)) {
            calls.lookAgain(call.id(), Duration.ZERO);
            throw answer.failure();
        } else {
            release(call.id(), transfer, "transfer_refused");
            throw answer.failure();
        }
    }

    /** What a human who takes the call comes to: his own transfer, nobody, or a conversation with another human. */
    private enum Taken {
        DONE,
        OVER,
        ANOTHER
    }

    /** @throws ProviderFailed if a human who is not to stay cannot be sent away */
    private Taken taken(CallBook.Entry call, TransferBook.Entry transfer) {
        Taken taken = database.inTransaction(handle -> {
            sessions.lock(call.id());
            return transfer.type() == TransferType.WARM
                    ? joined(calls.read(call.id()).orElseThrow(), transfer)
                    : handedOver(call.id(), transfer);
        });
        if (taken != Taken.DONE) {
            rooms.remove(call.roomName(), transfer.identity()).requireGone();
        }
        return taken;
    }

    private Taken joined(CallBook.Entry call, TransferBook.Entry transfer) {
        if (call.isOver()) {
            release(call.id(), transfer, "transfer_too_late");
            calls.clearLater(call.id(), Duration.ZERO);
            return Taken.OVER;
        }
        if (book.done(call.id(), transfer)) {
            reports.note(call.id(), "transferred_warm");
            events.transferred(call.id());
            return Taken.DONE;
        }
        // It was written down before, or it had been given up too early and the next was ordered.
        return call.transfer().identity().equals(transfer.identity()) ? Taken.DONE : Taken.ANOTHER;
    }

    private Taken handedOver(UUID sessionId, TransferBook.Entry transfer) {
        if (book.done(sessionId, transfer)) {
            reports.note(sessionId, "transferred_cold");
            events.transferred(sessionId);
        }
        reports.over(sessionId, "transferred", "transferred", clock.instant());
        return Taken.DONE;
    }

    private void release(UUID sessionId, TransferBook.Entry transfer, String fact) {
        database.useTransaction(handle -> {
            if (book.release(sessionId, transfer.identity())) {
                reports.note(sessionId, fact);
            }
        });
    }

    /** The node that ordered it may be dead. @throws ProviderFailed if LiveKit cannot say */
    void lookInto(CallBook.Entry call) {
        TransferBook.Entry transfer = call.transfer();
        if (transfer.type() == TransferType.WARM) {
            lookForTheHuman(call, transfer);
        } else if (isExpired(transfer, call.now())) {
            release(call.id(), transfer, "transfer_unconfirmed");
        }
    }

    private void lookForTheHuman(CallBook.Entry call, TransferBook.Entry transfer) {
        Optional<ParticipantInfo> human = rooms.participant(call.roomName(), transfer.identity());
        if (human.map(CallStatus::of).filter(CallStatus.ACTIVE::equals).isPresent()) {
            taken(call, transfer);
        } else if (isExpired(transfer, call.now()) || human.isEmpty() && isDueThere(transfer, call.now())) {
            // He may have come since we asked; with the release another may be rung.
            rooms.remove(call.roomName(), transfer.identity()).requireGone();
            release(call.id(), transfer, "transfer_unconfirmed");
        }
    }

    /**
     * The caller is gone. After a cold transfer that is how it should be, and the answer to the order says so; where
     * nobody is left who could hear it, it counts as not done. After a warm one nobody is to ring or stay.
     *
     * @return false if somebody may still be waiting for that answer, or a human's phone may yet ring
     * @throws ProviderFailed if the human cannot be sent away
     */
    boolean settleAfterEnd(CallBook.Entry call) {
        TransferBook.Entry transfer = call.transfer();
        if (transfer.type() == TransferType.COLD && !isExpired(transfer, call.now())) {
            return false;
        }
        if (transfer.type() == TransferType.WARM) {
            rooms.remove(call.roomName(), transfer.identity()).requireGone();
            if (!isDueThere(transfer, call.now())) {
                return false;
            }
        }
        release(call.id(), transfer, "transfer_unconfirmed");
        return true;
    }

    private static boolean isDueThere(TransferBook.Entry transfer, Instant now) {
        return transfer.at().plus(NOT_COMING).isBefore(now);
    }

    private boolean isExpired(TransferBook.Entry transfer, Instant now) {
        return transfer.at().plus(settings.dialPatience()).isBefore(now);
    }
}
