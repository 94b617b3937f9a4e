package io.voxlynx.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import io.voxlynx.upkeep.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OldAuditEntriesTest {

    private final Database database = PostgresForTests.database();
    private final OldAuditEntries entries = new OldAuditEntries();
    private final String actor = "actor-" + UUID.randomUUID();

    @Test
    void goWhereSomebodyDecidesSo() {
        entry("old", 200);
        entry("recent", 100);

        Purge.of(entries, Instant.now().minus(Duration.ofDays(150)));

        assertThat(left()).containsExactly("recent");
    }

    @Test
    void doNotGoBeforeThreeMonthsWhoeverDecides() {
        entry("young", 60);

        assertThatThrownBy(() -> Purge.of(entries, Instant.now().minus(Duration.ofDays(30))))
                .hasMessageContaining("younger than 90 days stays");
        assertThatThrownBy(() -> Retention.of("60").atLeast(entries.leastDays()))
                .hasMessageContaining("from 90");
        assertThat(left()).containsExactly("young");
    }

    private void entry(String action, int daysAgo) {
        database.useTransaction(db -> db.execute(
                "insert into audit_log (at, actor, action) values (clock_timestamp() - make_interval(days => ?), ?, ?)",
                daysAgo,
                actor,
                action));
    }

    private List<String> left() {
        return database.inTransaction(db -> db.createQuery("select action from audit_log where actor = ?")
                .bind(0, actor)
                .mapTo(String.class)
                .list());
    }
}
