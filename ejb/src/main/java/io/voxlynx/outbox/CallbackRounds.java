package io.voxlynx.outbox;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What is to be done about all callbacks from time to time: who has work, what is too late. */
@ApplicationScoped
class CallbackRounds {

    /** Nobody followed the hint that it waits: it is repeated after this. */
    private static final Duration TOLD_AGAIN = Duration.ofSeconds(5);

    /** Nobody followed the hint to announce it: it is repeated after this. */
    private static final Duration HINT_AGAIN = Duration.ofSeconds(30);

    @Inject
    Database database;

    /**
     * Of every host for which something waits whose time has come, at most so many: a hundred thousand that wait for one
     * receiver keep nobody from hearing of another's. The hosts are found by skipping along the index from one to the
     * next. The same one not again for a while, unless it was taken in between: hints that are not read yet must not
     * pile up.
     *
     * @param limit over all hosts; those that nobody was told of come first
     */
    List<UUID> waiting(int perHost, int limit) {
        return database.inTransaction(handle -> handle.createQuery("""
                        with recursive hosts(host) as (
                            (select host from callbacks where state = 'PENDING' order by host limit 1)
                            union all
                            select (select host from callbacks c where c.state = 'PENDING' and c.host > hosts.host
                                    order by c.host limit 1)
                            from hosts where hosts.host is not null),
                        ready as (
                            select first.id, first.told_at from hosts cross join lateral (
                                select id, told_at from callbacks c
                                where c.host = hosts.host and c.state = 'PENDING'
                                    and c.not_before <= statement_timestamp()
                                order by c.not_before limit :most) first
                            where hosts.host is not null),
                        untold as (
                            select id from callbacks where id in (
                                select id from ready
                                where told_at is null
                                    or told_at <= statement_timestamp() - make_interval(secs => :again)
                                order by told_at nulls first limit :limit)
                            for no key update skip locked)
                        update callbacks set told_at = statement_timestamp() where id in (select id from untold)
                        returning id""")
                .bind("most", perHost)
                .bind("limit", limit)
                .bind("again", TOLD_AGAIN.toSeconds())
                .mapTo(UUID.class)
                .list());
    }

    /** Dead ones that nobody was told of; the same one not again for a while. */
    List<UUID> unannounced(int limit) {
        return database.inTransaction(handle -> handle.createQuery("""
                        update callbacks set due_at = clock_timestamp() + make_interval(secs => :again)
                        where id in (select id from callbacks where due_at <= statement_timestamp()
                                     order by due_at limit :limit for no key update skip locked)
                        returning id""")
                .bind("again", HINT_AGAIN.toSeconds())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    /** Gives up what has waited too long and is not being sent; so no receiver's backlog grows without end. */
    int giveUpOverdue(int limit) {
        return database.inTransaction(
                handle -> handle.createUpdate("""
                        update callbacks set state = 'DEAD', finished_at = clock_timestamp(),
                            due_at = clock_timestamp() + interval '2 seconds',
                            note = 'waited too long' || coalesce(': ' || note, '')
                        where id in (select id from callbacks
                                     where state = 'PENDING' and give_up_at <= statement_timestamp()
                                         and (not_before <= statement_timestamp() or tries = 0)
                                     order by created_at, position limit :limit for no key update skip locked)""").bind("limit", limit).execute());
    }
}
