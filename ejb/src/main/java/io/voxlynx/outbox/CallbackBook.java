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
import org.jdbi.v3.core.statement.StatementContext;

/** What the rows say: which callbacks wait, which is being sent, what became of each. */
@ApplicationScoped
class CallbackBook {

    /** A hint that nobody followed is repeated after this. */
    private static final Duration HINT_AGAIN = Duration.ofSeconds(30);

    private static final Duration FIRST_HINT_AGAIN = Duration.ofSeconds(2);

    private static final String COLUMNS = "id, subject_id, event, url, body, tries, last_status, note";

    @Inject
    Database database;

    void add(UUID id, UUID subjectId, String event, String url, String body) {
        database.useTransaction(handle -> handle.createUpdate("""
                        insert into callbacks (id, subject_id, event, url, body, due_at)
                        values (:id, :subject, :event, :url, :body,
                            clock_timestamp() + make_interval(secs => :hint))""")
                .bind("id", id)
                .bind("subject", subjectId)
                .bind("event", event)
                .bind("url", url)
                .bind("body", body)
                .bind("hint", FIRST_HINT_AGAIN.toSeconds())
                .execute());
    }

    /**
     * Takes it for one try, which counts from now on, whatever becomes of it. Nobody else takes it until the lease is
     * over. Empty if it is not its turn: done, too early, being sent, or an earlier one of its subject still waits.
     */
    Optional<Callback> take(UUID id, Duration lease) {
        return database.inTransaction(handle -> handle.createQuery("""
                        update callbacks set tries = tries + 1,
                            not_before = clock_timestamp() + make_interval(secs => :lease),
                            due_at = clock_timestamp() + make_interval(secs => :lease)
                        where id = (
                            select id from callbacks c
                            where id = :id and state = 'PENDING' and not_before <= clock_timestamp()
                                and not exists (
                                    select 1 from callbacks earlier
                                    where earlier.subject_id = c.subject_id and earlier.position < c.position
                                        and earlier.state = 'PENDING')
                            for no key update skip locked)
                        returning %s""".formatted(COLUMNS))
                .bind("id", id)
                .bind("lease", lease.toSeconds())
                .map(CallbackBook::read)
                .findOne());
    }

    /** @return the one of its subject that waited for it */
    Optional<UUID> delivered(Callback callback, int status) {
        return database.inTransaction(handle -> {
            handle.createUpdate("""
                            update callbacks set state = 'DELIVERED', last_status = :status, note = null, due_at = null,
                                finished_at = clock_timestamp()
                            where id = :id and state = 'PENDING'""")
                    .bind("status", status)
                    .bind("id", callback.id())
                    .execute();
            return next(callback.subjectId());
        });
    }

    /** It is tried again after the pause. No effect if somebody else has taken it meanwhile. */
    void failed(Callback callback, Reply reply, Duration pause) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update callbacks set last_status = :status, note = :note,
                            not_before = clock_timestamp() + make_interval(secs => :pause),
                            due_at = clock_timestamp() + make_interval(secs => :pause)
                        where id = :id and state = 'PENDING' and tries = :tries""")
                .bind("status", reply.status())
                .bind("note", reply.note())
                .bind("pause", pause.toMillis() / 1000.0)
                .bind("id", callback.id())
                .bind("tries", callback.tries())
                .execute());
    }

    /** It is given up and due to be announced. @return the one of its subject that waited for it */
    Optional<UUID> givenUp(Callback callback, Reply reply) {
        return database.inTransaction(handle -> {
            handle.createUpdate("""
                            update callbacks set state = 'DEAD', last_status = :status, note = :note,
                                due_at = clock_timestamp() + make_interval(secs => :hint),
                                finished_at = clock_timestamp()
                            where id = :id and state = 'PENDING' and tries = :tries""")
                    .bind("hint", FIRST_HINT_AGAIN.toSeconds())
                    .bind("status", reply.status())
                    .bind("note", reply.note())
                    .bind("id", callback.id())
                    .bind("tries", callback.tries())
                    .execute();
            return next(callback.subjectId());
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

    /** Those that workers are to be told of; the same one not again for a while, or a backlog would flood the queue. */
    List<UUID> due(int limit) {
        return database.inTransaction(handle -> handle.createQuery("""
                        update callbacks set due_at = clock_timestamp() + make_interval(secs => :again)
                        where id in (select id from callbacks where due_at <= clock_timestamp()
                                     order by due_at limit :limit for no key update skip locked)
                        returning id""")
                .bind("again", HINT_AGAIN.toSeconds())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    private Optional<UUID> next(UUID subjectId) {
        return database.inTransaction(handle ->
                handle.createQuery("""
                        select id from callbacks where subject_id = ? and state = 'PENDING' order by position limit 1""").bind(0, subjectId).mapTo(UUID.class).findOne());
    }

    private static Callback read(ResultSet row, StatementContext context) throws SQLException {
        return new Callback(
                row.getObject("id", UUID.class),
                row.getObject("subject_id", UUID.class),
                row.getString("event"),
                row.getString("url"),
                row.getString("body"),
                row.getInt("tries"),
                row.getObject("last_status", Integer.class),
                row.getString("note"));
    }
}
