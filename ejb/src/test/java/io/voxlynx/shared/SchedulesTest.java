package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SchedulesTest {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration LATER = Duration.ofHours(1);

    private final Schedules schedules = new Schedules();
    private final String work = "work-" + UUID.randomUUID();

    SchedulesTest() {
        schedules.database = PostgresForTests.database();
    }

    @Test
    void aSlotIsClaimedOnce() {
        assertThat(schedules.claim(work, LATER)).isTrue();
        assertThat(schedules.claim(work, LATER)).isFalse();
        assertThat(schedules.nextRun(work)).isPresent();
    }

    @Test
    void nobodyWaitsForOneWhoStandsStillWhileHeClaims() throws SQLException {
        schedules.claim(work, NOW);
        try (Connection frozen = PostgresForTests.dataSource().getConnection()) {
            frozen.setAutoCommit(false);
            try (PreparedStatement claim =
                    frozen.prepareStatement("update schedules set next_at = clock_timestamp() where name = ?")) {
                claim.setString(1, work);
                claim.executeUpdate();
            }

            boolean claimed = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> schedules.claim(work, LATER));

            assertThat(claimed).isFalse();
            frozen.rollback();
        }
        assertThat(schedules.claim(work, LATER)).isTrue();
    }
}
