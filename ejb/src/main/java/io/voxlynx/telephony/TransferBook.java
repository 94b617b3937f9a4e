package io.voxlynx.telephony;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What is written down about a transfer before LiveKit is asked, and after. */
@ApplicationScoped
class TransferBook {

    @Inject
    Database database;

    /**
     * @param done false while nobody knows yet what comes of it
     * @param identity of this order; the human's participant in a warm transfer
     * @param at when it was ordered; once done, when it was done
     */
    record Entry(boolean done, TransferType type, String to, String identity, Instant at) {}

    /** Says whose transfer it is: the human is to be known in the room also after his order was given up. */
    static String newIdentity(UUID sessionId) {
        return prefix(sessionId) + UUID.randomUUID();
    }

    static boolean isHuman(UUID sessionId, String identity) {
        return identity.startsWith(prefix(sessionId));
    }

    private static String prefix(UUID sessionId) {
        return "transfer-" + sessionId + '-';
    }

    /** Null if there is none. */
    static Entry entry(ResultSet row) throws SQLException {
        String state = row.getString("transfer_state");
        return state == null
                ? null
                : new Entry(
                        state.equals("DONE"),
                        TransferType.of(row.getString("transfer_type")),
                        row.getString("transferred_to"),
                        row.getString("transfer_identity"),
                        Timestamps.read(row, "transfer_at"));
    }

    /** The one transfer of this session, until it is released. The caller holds the row. */
    void reserve(UUID sessionId, Entry transfer, Duration look) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update sessions set transfer_state = 'SENDING', transfer_type = :type, transferred_to = :to,
                            transfer_identity = :identity, transfer_at = clock_timestamp(),
                            due_at = clock_timestamp() + make_interval(secs => :look)
                        where id = :id""")
                .bind("id", sessionId)
                .bind("type", transfer.type().word())
                .bind("to", transfer.to())
                .bind("identity", transfer.identity())
                .bind("look", CallBook.seconds(look))
                .execute());
    }

    /**
     * It happened. Also where it had been released too early, unless another one is under way by then.
     *
     * @return false if that was known
     */
    boolean done(UUID sessionId, Entry transfer) {
        return database.inTransaction(handle -> handle.createUpdate("""
                                update sessions set transfer_state = 'DONE', transfer_type = :type,
                                    transferred_to = :to, transfer_identity = :identity,
                                    transfer_at = clock_timestamp()
                                where id = :id and (transfer_state is null
                                    or transfer_state = 'SENDING' and transfer_identity = :identity)""")
                        .bind("id", sessionId)
                        .bind("type", transfer.type().word())
                        .bind("to", transfer.to())
                        .bind("identity", transfer.identity())
                        .execute()
                == 1);
    }

    /** It did not happen; another may be ordered. */
    boolean release(UUID sessionId, String identity) {
        return database.inTransaction(handle -> handle.createUpdate("""
                                update sessions set transfer_state = null, transfer_type = null, transferred_to = null,
                                    transfer_identity = null, transfer_at = null
                                where id = :id and transfer_state = 'SENDING' and transfer_identity = :identity""")
                        .bind("id", sessionId)
                        .bind("identity", identity)
                        .execute()
                == 1);
    }
}
