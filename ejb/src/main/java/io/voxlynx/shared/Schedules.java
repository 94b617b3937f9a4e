package io.voxlynx.shared;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * Work that one node at a time does for all. Timers run on every node; whoever moves the row to its next slot has won
 * this one. A node that dies has lost at most the slot it held.
 */
@ApplicationScoped
public class Schedules {

    @Inject
    Database database;

    /**
     * True for one node per slot, once the slot has come; nobody waits for one that stands still while claiming it. The
     * next one is {@code interval} from now.
     */
    public boolean claim(String name, Duration interval) {
        return database.inTransaction(handle -> {
            // Not "on conflict" alone, which waits for whoever is about to move the row. A slot that was held in the
            // future was held by a clock that has been set back, or by another host's: the next would not come for
            // long.
            handle.createUpdate("""
                            insert into schedules (name) select :name
                            where not exists (select from schedules where name = :name) on conflict do nothing""").bind("name", name).execute();
            return handle.createUpdate("""
                                    update schedules
                                    set next_at = clock_timestamp() + make_interval(secs => :seconds),
                                        last_run_at = clock_timestamp(), last_node = :node
                                    where name = (select name from schedules
                                        where name = :name
                                          and (next_at <= clock_timestamp() or last_run_at > clock_timestamp())
                                        for no key update skip locked)""")
                            .bind("name", name)
                            .bind("seconds", interval.toMillis() / 1000.0)
                            .bind("node", Node.name())
                            .execute()
                    == 1;
        });
    }

    /**
     * The same for work that has its times of day. True for one node, once each time has come on the database's clock; a
     * time at which no node was there is made up for as soon as one is. Who hears of this work for the first time waits
     * for its next time, and so does everybody when the times were changed.
     *
     * @param nextAfter the next time after the one it is given
     */
    public boolean claimTime(String name, UnaryOperator<Instant> nextAfter) {
        return database.inTransaction(handle -> {
            handle.createUpdate("""
                            insert into schedules (name, next_at) select :name, :next
                            where not exists (select from schedules where name = :name) on conflict do nothing""")
                    .bind("name", name)
                    .bind("next", Timestamps.of(nextAfter.apply(now(handle))))
                    .execute();
            Optional<Instant> planned = handle.createQuery(
                            "select next_at from schedules where name = ? for no key update skip locked")
                    .bind(0, name)
                    .mapTo(Instant.class)
                    .findOne();
            // Asked under the lock: with an earlier answer the time that somebody has just claimed would come again.
            Instant now = now(handle);
            Instant next = nextAfter.apply(now);
            boolean due = planned.filter(time -> !time.isAfter(now)).isPresent();
            if (due || planned.filter(time -> !time.equals(next)).isPresent()) {
                handle.createUpdate("""
                                update schedules set next_at = :next,
                                    last_run_at = case when :due then clock_timestamp() else last_run_at end,
                                    last_node = case when :due then :node else last_node end
                                where name = :name""")
                        .bind("name", name)
                        .bind("next", Timestamps.of(next))
                        .bind("due", due)
                        .bind("node", Node.name())
                        .execute();
            }
            return due;
        });
    }

    /** What is not to be done at any time is late at none; told of again, it waits for its next time. */
    public void forget(String name) {
        database.useTransaction(handle -> handle.createUpdate("delete from schedules where name = ?")
                .bind(0, name)
                .execute());
    }

    private static Instant now(Handle handle) {
        return handle.createQuery("select clock_timestamp()")
                .mapTo(Instant.class)
                .one();
    }

    public Optional<Instant> nextRun(String name) {
        return database.inTransaction(handle -> handle.createQuery("select next_at from schedules where name = ?")
                .bind(0, name)
                .mapTo(Instant.class)
                .findOne());
    }
}
