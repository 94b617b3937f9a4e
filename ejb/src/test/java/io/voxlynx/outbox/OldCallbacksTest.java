package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OldCallbacksTest {

    private final Database database = PostgresForTests.database();
    private final UUID subject = UUID.randomUUID();

    @Test
    void whatIsDeliveredOrAnnouncedGoesAndWhatIsOwedStays() {
        callback("delivered", "DELIVERED", 100, false);
        callback("announced", "DEAD", 100, false);
        callback("yet to be announced", "DEAD", 100, true);
        callback("owed", "PENDING", null, true);
        callback("new", "DELIVERED", 20, false);

        Purge.of(new OldCallbacks(), Instant.now().minus(Duration.ofDays(90)));

        assertThat(left()).containsExactlyInAnyOrder("yet to be announced", "owed", "new");
    }

    private void callback(String event, String state, Integer finishedDaysAgo, boolean due) {
        database.useTransaction(db -> db.execute("""
                insert into callbacks (id, subject_id, event, url, body, state, created_at, finished_at, due_at)
                values (?, ?, ?, 'https://example.com', '{}', ?, clock_timestamp() - interval '101 days',
                    clock_timestamp() - make_interval(days => ?),
                    case when ? then clock_timestamp() + interval '1 day' end)""", UUID.randomUUID(), subject, event, state, finishedDaysAgo, due));
    }

    private List<String> left() {
        return database.inTransaction(db -> db.createQuery("select event from callbacks where subject_id = ?")
                .bind(0, subject)
                .mapTo(String.class)
                .list());
    }
}
