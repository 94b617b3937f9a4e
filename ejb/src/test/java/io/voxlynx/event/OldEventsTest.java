package io.voxlynx.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OldEventsTest {

    private final Database database = PostgresForTests.database();
    private final String owner = "owner-" + UUID.randomUUID();

    @AfterEach
    void noNodeIsThere() {
        database.useTransaction(db -> db.execute("delete from event_relays"));
    }

    @Test
    void whatEveryNodeHasToldGoesAndWhatOneIsYetToTellStaysAsLongAsItsBrokerWouldKeepIt() {
        database.useTransaction(db -> {
            db.execute("delete from event_relays");
            db.execute("update event_numbers set last = last + 3");
            db.execute("insert into event_relays select 'first', last from event_numbers");
            db.execute("insert into event_relays select 'second', last - 2, clock_timestamp() - interval '40 days'"
                    + " from event_numbers");
        });
        event("told of by the version before", 40, 0L);
        event("told by both nodes", 40, last() - 2);
        event("told by one, and too old for the other", 61, last() - 1);
        event("told by one", 40, last());
        event("without a number", 70, null);
        event("young", 20, 0L);

        Purge.of(events(60), Instant.now().minus(Duration.ofDays(30)));

        assertThat(left()).containsExactlyInAnyOrder("told by one", "without a number", "young");
    }

    private static OldEvents events(int timeToLiveDays) {
        OldEvents events = new OldEvents();
        events.timeToLiveDays = timeToLiveDays;
        return events;
    }

    private long last() {
        return database.inTransaction(db -> db.createQuery("select last from event_numbers")
                .mapTo(Long.class)
                .one());
    }

    private void event(String type, int occurredDaysAgo, Long sequence) {
        database.useTransaction(
                db -> db.execute("""
                insert into domain_events (id, type, subject_kind, subject_id, owner_id, data, occurred_at, sequence)
                values (?, ?, 'call', ?, ?, '{}', clock_timestamp() - make_interval(days => ?), ?)""", UUID.randomUUID(), type, UUID.randomUUID(), owner, occurredDaysAgo, sequence));
    }

    private List<String> left() {
        return database.inTransaction(db -> db.createQuery("select type from domain_events where owner_id = ?")
                .bind(0, owner)
                .mapTo(String.class)
                .list());
    }
}
