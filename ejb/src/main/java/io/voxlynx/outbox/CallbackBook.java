package io.voxlynx.outbox;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What the rows say: which callbacks wait, which is being sent, what became of each. */
@ApplicationScoped
class CallbackBook {

    private static final String COLUMNS = "id, subject_id, event, url, body, campaign_id, owner_id, resent_at,"
            + " tries, last_status, note, give_up_at <= clock_timestamp() as overdue";

    // A callback that waits, was tried and has no note is being sent, or its sender has died.

    /** Its turn: nothing of its subject that came before still waits. */
    private static final String ITS_TURN = """
            not exists (select from callbacks earlier
                where earlier.subject_id = c.subject_id and earlier.position < c.position and earlier.state = 'PENDING')""";

    @Inject
    Database database;

    @Inject
    @ConfigProperty(name = "voxlynx.callback.give-up-hours", defaultValue = "24")
    int giveUpHours;

    /**
     * One that has to wait for an earlier one of its subject rests as long as that one does, so that nobody looks at it
     * in vain. One that is being sent does not rest: if it is delivered before the new one can be seen, nobody wakes that.
     *
     * @param url an expression, never a caller's word, of the order's names: id, subject, event, url, campaign, owner
     * @return the receiver's host; empty if there is no URL
     */
    Optional<String> add(CallbackOrder order, String url) {
        return database.inTransaction(handle -> handle.createQuery("""
                        insert into callbacks
                            (id, subject_id, event, url, body, campaign_id, owner_id, not_before, give_up_at)
                        select :id, :subject, :event, receiver.url, :body, cast(:campaign as uuid), :owner,
                            greatest(clock_timestamp(), (select max(not_before) from callbacks
                                where subject_id = :subject and state = 'PENDING'
                                    and (tries = 0 or note is not null))),
                            clock_timestamp() + make_interval(hours => :hours)
                        from (select %s as url) receiver where receiver.url is not null
                        returning host""".formatted(url))
                .bind("id", order.id())
                .bind("subject", order.subjectId())
                .bind("event", order.event())
                .bind("url", order.url())
                .bind("body", order.body())
                .bind("campaign", order.campaignId())
                .bind("owner", order.ownerId())
                .bind("hours", giveUpHours)
                .mapTo(String.class)
                .findOne());
    }

    /** The receiver's host of one that is not delivered nor given up. */
    Optional<String> hostOfWaiting(UUID id) {
        return database.inStatement(
                handle -> handle.createQuery("select host from callbacks where id = ? and state = 'PENDING'")
                        .bind(0, id)
                        .mapTo(String.class)
                        .findOne());
    }

    /** One at most for which the host may be asked now. */
    List<UUID> firstWaiting(String host) {
        return database.inStatement(handle ->
                handle.createQuery("""
                        select id from callbacks
                        where host = ? and state = 'PENDING' and not_before <= statement_timestamp()
                        order by not_before limit 1""").bind(0, host).mapTo(UUID.class).list());
    }

    /**
     * Takes it for one try, which counts from now on, whatever becomes of it. Nobody else takes it until the lease is
     * over. Empty if it is not its turn: done, too early, being sent, or an earlier one of its subject still waits.
     */
    Optional<Callback> take(UUID id, Duration lease) {
        return database.inTransaction(handle -> handle.createQuery("""
                        update callbacks set tries = tries + 1, note = null, due_at = null, told_at = null,
                            not_before = clock_timestamp() + make_interval(secs => :lease)
                        where id = (
                            select id from callbacks c
                            where id = :id and state = 'PENDING' and not_before <= clock_timestamp() and %s
                            for no key update skip locked)
                        returning %s""".formatted(ITS_TURN, COLUMNS))
                .bind("id", id)
                .bind("lease", lease.toSeconds())
                .map(CallbackBook::read)
                .findOne());
    }

    /** Takes the one that has waited longest for this host. Along an index, whose end nobody reaches. */
    Optional<Callback> takeNext(String host, Duration lease) {
        // The statement's time and not the clock's: an index is not searched for what changes meanwhile.
        return database.inTransaction(handle -> handle.createQuery("""
                        update callbacks set tries = tries + 1, note = null, due_at = null, told_at = null,
                            not_before = clock_timestamp() + make_interval(secs => :lease)
                        where id = (
                            select id from callbacks c
                            where host = :host and state = 'PENDING' and not_before <= statement_timestamp() and %s
                            order by not_before limit 1 for no key update skip locked)
                        returning %s""".formatted(ITS_TURN, COLUMNS))
                .bind("host", host)
                .bind("lease", lease.toSeconds())
                .map(CallbackBook::read)
                .findOne());
    }

    /** It is its successor's turn. */
    void delivered(Callback callback, int status) {
        database.useTransaction(handle -> {
            handle.createUpdate("""
                            update callbacks set state = 'DELIVERED', last_status = :status, note = null, due_at = null,
                                finished_at = clock_timestamp()
                            where id = :id and state = 'PENDING'""")
                    .bind("status", status)
                    .bind("id", callback.id())
                    .execute();
            awake(handle, callback.subjectId());
        });
    }

    /**
     * It is tried again after the pause, and those that wait for it rest as long. No effect if somebody else has taken it
     * meanwhile.
     */
    void failed(Callback callback, Reply reply, Duration pause) {
        database.useTransaction(handle -> {
            int mine = handle.createUpdate("""
                            update callbacks set last_status = :status, note = :note, due_at = null,
                                not_before = clock_timestamp() + make_interval(secs => :pause)
                            where id = :id and state = 'PENDING' and tries = :tries""")
                    .bind("status", reply.status())
                    .bind("note", reply.note())
                    .bind("pause", pause.toMillis() / 1000.0)
                    .bind("id", callback.id())
                    .bind("tries", callback.tries())
                    .execute();
            if (mine == 1) {
                handle.createUpdate("""
                                update callbacks set not_before = clock_timestamp() + make_interval(secs => :pause)
                                where subject_id = :subject and state = 'PENDING' and tries = 0 and id <> :id""")
                        .bind("pause", pause.toMillis() / 1000.0)
                        .bind("subject", callback.subjectId())
                        .bind("id", callback.id())
                        .execute();
            }
        });
    }

    /** It was not sent, and goes there instead. */
    void redirected(Callback callback, String url) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update callbacks set url = :url, tries = tries - 1, note = 'the webhook points elsewhere now',
                            not_before = clock_timestamp()
                        where id = :id and state = 'PENDING' and tries = :tries""")
                .bind("url", url)
                .bind("id", callback.id())
                .bind("tries", callback.tries())
                .execute());
    }

    /** Nobody wants to hear it any more, and nobody needs to know; it is its successor's turn. */
    void withdrawn(Callback callback) {
        database.useTransaction(handle -> {
            handle.createUpdate("""
                            update callbacks set state = 'DEAD', note = 'the webhook was taken away',
                                finished_at = clock_timestamp()
                            where id = :id and state = 'PENDING' and tries = :tries""")
                    .bind("id", callback.id())
                    .bind("tries", callback.tries())
                    .execute();
            awake(handle, callback.subjectId());
        });
    }

    /** It is given up and due to be announced; it is its successor's turn. */
    void givenUp(Callback callback, Reply reply) {
        database.useTransaction(handle -> {
            handle.createUpdate("""
                            update callbacks set state = 'DEAD', last_status = :status, note = :note,
                                due_at = clock_timestamp() + interval '2 seconds', finished_at = clock_timestamp()
                            where id = :id and state = 'PENDING' and tries = :tries""")
                    .bind("status", reply.status())
                    .bind("note", reply.note())
                    .bind("id", callback.id())
                    .bind("tries", callback.tries())
                    .execute();
            awake(handle, callback.subjectId());
        });
    }

    /** If it is dead and nobody was told yet. */
    Optional<Callback> unannounced(UUID id) {
        return database.inTransaction(handle -> handle.createQuery(
                        "select " + COLUMNS + " from callbacks where id = ? and state = 'DEAD' and due_at is not null")
                .bind(0, id)
                .map(CallbackBook::read)
                .findOne());
    }

    void announced(UUID id) {
        database.useTransaction(
                handle -> handle.createUpdate("update callbacks set due_at = null where id = ? and state = 'DEAD'")
                        .bind(0, id)
                        .execute());
    }

    /** Those that only waited for their predecessor rest no longer; what was tried itself keeps its pause. */
    private static void awake(Handle handle, UUID subjectId) {
        handle.createUpdate("""
                        update callbacks set not_before = clock_timestamp()
                        where subject_id = ? and state = 'PENDING' and tries = 0 and not_before > clock_timestamp()""").bind(0, subjectId).execute();
    }

    private static Callback read(ResultSet row, StatementContext context) throws SQLException {
        return new Callback(
                row.getObject("id", UUID.class),
                row.getObject("subject_id", UUID.class),
                row.getString("event"),
                row.getString("url"),
                row.getString("body"),
                row.getObject("campaign_id", UUID.class),
                row.getString("owner_id"),
                row.getTimestamp("resent_at") != null,
                row.getInt("tries"),
                row.getObject("last_status", Integer.class),
                row.getString("note"),
                row.getBoolean("overdue"));
    }
}
