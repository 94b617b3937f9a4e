package io.voxlynx.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OldWebhooksTest {

    private final Database database = PostgresForTests.database();
    private final String source = "old-" + UUID.randomUUID();

    @Test
    void whatIsDoneWithGoesAndWhatIsOpenStaysHoweverOld() {
        webhook("applied", "APPLIED", 40, 40, false);
        webhook("of nobody", "REJECTED", 40, null, false);
        webhook("applied late", "APPLIED", 40, 20, false);
        webhook("never applied", "RECEIVED", 40, null, true);
        webhook("waits for its call", "UNMATCHED", 40, null, true);
        webhook("new", "APPLIED", 1, 1, false);

        assertThat(Purge.of(new OldWebhooks(), Instant.now().minus(Duration.ofDays(30))))
                .isGreaterThanOrEqualTo(2);

        assertThat(left()).containsExactlyInAnyOrder("applied late", "never applied", "waits for its call", "new");
    }

    private void webhook(String key, String state, int receivedDaysAgo, Integer appliedDaysAgo, boolean open) {
        database.useTransaction(db -> db.execute("""
                insert into inbox (source, dedupe_key, body, state, received_at, applied_at, next_try_at)
                values (?, ?, '', ?, clock_timestamp() - make_interval(days => ?),
                    clock_timestamp() - make_interval(days => ?),
                    case when ? then clock_timestamp() + interval '1 hour' end)""", source, key, state, receivedDaysAgo, appliedDaysAgo, open));
    }

    private List<String> left() {
        return database.inTransaction(db -> db.createQuery("select dedupe_key from inbox where source = ?")
                .bind(0, source)
                .mapTo(String.class)
                .list());
    }
}
