package io.voxlynx.telephony;

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
            if (!done(call, transfer)) {
                throw new Conflict("The session ended while the phone rang", Map.of());
            }
        } else if (CallPlacements.isUndecided(answer)) {
            calls.lookAgain(call.id(), Duration.ZERO);
            throw answer.failure();
        } else {
            release(call.id(), transfer, "transfer_refused");
            throw answer.failure();
        }
    }

    /** @return false if there was nobody left to be transferred */
    private boolean done(CallBook.Entry call, TransferBook.Entry transfer) {
        return database.inTransaction(handle -> {
            sessions.lock(call.id());
            CallBook.Entry now = calls.read(call.id()).orElseThrow();
            if (transfer.type() == TransferType.WARM && now.isOver()) {
                release(call.id(), transfer, "transfer_too_late");
                calls.clearLater(call.id(), Duration.ZERO);
                return false;
            }
            if (book.done(call.id(), transfer)) {
                reports.note(call.id(), "transferred_" + transfer.type().word());
            }
            if (transfer.type() == TransferType.COLD) {
                reports.over(call.id(), "transferred", "transferred", clock.instant());
            }
            return true;
        });
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
            done(call, transfer);
        } else if (isExpired(transfer, call.now())) {
            rooms.remove(call.roomName(), transfer.identity()).requireGone();
            release(call.id(), transfer, "transfer_unconfirmed");
        } else if (human.isEmpty() && transfer.at().plus(NOT_COMING).isBefore(call.now())) {
            release(call.id(), transfer, "transfer_unconfirmed");
        }
    }

    /**
     * The caller is gone. After a cold transfer that is how it should be, and the answer to the order says so; where
     * nobody is left who could hear it, it counts as not done.
     *
     * @return false if somebody may still be waiting for that answer
     */
    boolean settleAfterEnd(CallBook.Entry call) {
        TransferBook.Entry transfer = call.transfer();
        if (transfer.type() == TransferType.COLD && !isExpired(transfer, call.now())) {
            return false;
        }
        release(call.id(), transfer, "transfer_unconfirmed");
        return true;
    }

    private boolean isExpired(TransferBook.Entry transfer, Instant now) {
        return transfer.at().plus(settings.dialPatience()).isBefore(now);
    }
}
