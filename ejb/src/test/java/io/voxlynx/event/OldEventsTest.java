package io.voxlynx.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OldEventsTest {

    private final Database database = PostgresForTests.database();
    private final String owner = "owner-" + UUID.randomUUID();

    @Test
    void whatWasToldGoesAndWhatIsYetToBeToldStays() {
        event("call.ended", 40, 39);
        event("call.failed", 40, null);
        event("call.launched", 40, 20);

        Purge.of(new OldEvents(), Instant.now().minus(Duration.ofDays(30)));

        assertThat(left()).containsExactlyInAnyOrder("call.failed", "call.launched");
    }

    private void event(String type, int occurredDaysAgo, Integer publishedDaysAgo) {
        database.useTransaction(db ->
                db.execute("""
                insert into domain_events (id, type, subject_kind, subject_id, owner_id, data, occurred_at, published_at)
                values (?, ?, 'call', ?, ?, '{}', clock_timestamp() - make_interval(days => ?),
                    clock_timestamp() - make_interval(days => ?))""", UUID.randomUUID(), type, UUID.randomUUID(), owner, occurredDaysAgo, publishedDaysAgo));
    }

    private List<String> left() {
        return database.inTransaction(db -> db.createQuery("select type from domain_events where owner_id = ?")
                .bind(0, owner)
                .mapTo(String.class)
                .list());
    }
}
