package io.voxlynx.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OldSkippedRowsTest {

    private final Database database = PostgresForTests.database();

    @Test
    void rowsOfImportsThatHaveBeenOverForLongGo() {
        UUID old = anImport("COMPLETED", 400);
        UUID recent = anImport("COMPLETED", 20);
        UUID running = anImport("RUNNING", 400);

        assertThat(Purge.of(new OldSkippedRows(), Instant.now().minus(Duration.ofDays(365))))
                .isGreaterThanOrEqualTo(5);

        assertThat(skipped(old)).isZero();
        assertThat(skipped(recent)).isEqualTo(5);
        assertThat(skipped(running)).isEqualTo(5);
    }

    private UUID anImport(String state, int finishedDaysAgo) {
        UUID id = UUID.randomUUID();
        database.useTransaction(db -> {
            db.execute("""
                    insert into imports (id, owner_id, state, default_region, lease_until, created_at, updated_at, finished_at,
                        searchable)
                    values (?, 'owner', ?, 'US', clock_timestamp() + interval '1 day', clock_timestamp(), clock_timestamp(),
                        clock_timestamp() - make_interval(days => ?), true)""", id, state, finishedDaysAgo);
            db.execute("""
                    insert into import_skips (import_id, row_number, reason, data)
                    select ?, n, 'bad', '{}' from generate_series(2, 6) n""", id);
        });
        return id;
    }

    private long skipped(UUID id) {
        return database.inTransaction(db -> db.createQuery("select count(*) from import_skips where import_id = ?")
                .bind(0, id)
                .mapTo(Long.class)
                .one());
    }
}
