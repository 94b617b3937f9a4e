package io.voxlynx.event;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Puts events that are committed into one sequence. Their positions cannot be that: whoever got the lower one may commit
 * later, and whoever reads on from the higher one would never see it.
 */
@ApplicationScoped
class EventNumbers {

    @Inject
    Database database;

    /**
     * Gives the next numbers to events that have none, in the order of their positions. One node at a time: the next one
     * begins when these numbers are there to be seen. They are on the disk before anybody is told, and with them all that
     * was committed before without waiting for it: what happened once is not told under two ids.
     *
     * @return how many it gave
     */
    int give(int most) {
        if (!waiting()) {
            return 0;
        }
        return database.inTransaction(handle -> {
            // Not in the statement below: what committed while this one waits for the lock, that one has to see.
            long last = handle.createQuery("select last from event_numbers for update")
                    .mapTo(Long.class)
                    .one();
            int given = handle.createUpdate("""
                            update domain_events e set sequence = :last + w.place
                            from (
                                select position, row_number() over (order by position) as place
                                from (select position from domain_events where sequence is null
                                      order by position limit :most) next) w
                            where e.position = w.position""")
                    .bind("last", last)
                    .bind("most", most)
                    .execute();
            handle.execute("update event_numbers set last = ?", last + given);
            return given;
        });
    }

    private boolean waiting() {
        return database.inStatement(
                handle -> handle.createQuery("select exists (select from domain_events where sequence is null)")
                        .mapTo(Boolean.class)
                        .one());
    }
}
