package io.voxlynx.telephony;

import io.voxlynx.identity.Caller;
import io.voxlynx.session.SessionStatus;
import io.voxlynx.session.Sessions;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PhoneNumber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Hands callers over to humans. */
@ApplicationScoped
public class Transfers {

    @Inject
    Database database;

    @Inject
    Sessions sessions;

    @Inject
    CallBook calls;

    @Inject
    TransferBook book;

    @Inject
    TransferOutcomes outcomes;

    @Inject
    SipDials dials;

    @Inject
    LiveKitSettings settings;

    @Inject
    Clock clock;

    /**
     * Rings the human; no thread waits for him. The order is committed before LiveKit hears of it, so there is one at a
     * time and it is settled whatever dies.
     *
     * @return done when he has taken over; failed with a {@link Conflict} or with what the provider said, and then the
     *     session is as it was
     */
    public CompletionStage<Void> transfer(Caller caller, UUID sessionId, TransferType type, PhoneNumber to) {
        sessions.get(caller, sessionId);
        if (type == TransferType.WARM) {
            dials.requireTrunk();
        }
        TransferBook.Entry transfer =
                new TransferBook.Entry(false, type, to.e164(), TransferBook.newIdentity(sessionId), clock.instant());
        CallBook.Entry call = database.inTransaction(handle -> {
            sessions.lock(sessionId);
            CallBook.Entry held = calls.read(sessionId).orElseThrow();
            requireTransferable(held, type);
            book.reserve(sessionId, transfer, settings.ringingCheck());
            return held;
        });
        return type == TransferType.COLD
                ? dials.refer(call.roomName(), call.sipIdentity(), to.e164())
                        .thenAccept(answer -> outcomes.settle(call, transfer, answer))
                : dials.dial(call.roomName(), transfer.identity(), to.e164())
                        .thenAccept(answer -> outcomes.settle(call, transfer, answer));
    }

    private static void requireTransferable(CallBook.Entry call, TransferType type) {
        if (call.status() != SessionStatus.ACTIVE || call.endingAt() != null) {
            throw conflict("Only an active session can be transferred", call);
        }
        if (call.transfer() != null) {
            throw conflict(
                    call.transfer().done()
                            ? "The session has been transferred already"
                            : "A transfer of this session is under way",
                    call);
        }
        if (type == TransferType.COLD && (!call.isTelephone() || call.sipIdentity() == null)) {
            throw conflict(
                    "A session over the web has no telephone call that could be handed over: transfer it warm", call);
        }
    }

    private static Conflict conflict(String message, CallBook.Entry call) {
        return new Conflict(message, Map.of("status", call.status().name()));
    }
}
