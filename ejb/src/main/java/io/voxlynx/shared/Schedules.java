package io.voxlynx.shared;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
            // Not "on conflict" alone, which waits for whoever is about to move the row.
            handle.createUpdate("""
                            insert into schedules (name) select :name
                            where not exists (select from schedules where name = :name) on conflict do nothing""").bind("name", name).execute();
            return handle.createUpdate("""
                                    update schedules
                                    set next_at = clock_timestamp() + make_interval(secs => :seconds),
                                        last_run_at = clock_timestamp(), last_node = :node
                                    where name = (select name from schedules
                                        where name = :name and next_at <= clock_timestamp()
                                        for no key update skip locked)""")
                            .bind("name", name)
                            .bind("seconds", interval.toMillis() / 1000.0)
                            .bind("node", Node.name())
                            .execute()
                    == 1;
        });
    }

    public Optional<Instant> nextRun(String name) {
        return database.inTransaction(handle -> handle.createQuery("select next_at from schedules where name = ?")
                .bind(0, name)
                .mapTo(Instant.class)
                .findOne());
    }
}
