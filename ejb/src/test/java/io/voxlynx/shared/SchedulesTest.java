package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    /** As after a database's clock was set back, or when another host has taken its place. */
    @Test
    void aClockThatIsSetBackKeepsNobodyFromTheNextSlot() {
        schedules.claim(work, LATER);
        PostgresForTests.database().useTransaction(db -> db.execute("""
                        update schedules set next_at = next_at + interval '1 hour',
                            last_run_at = last_run_at + interval '1 hour' where name = ?""", work));

        assertThat(schedules.claim(work, LATER)).isTrue();
        assertThat(schedules.claim(work, LATER)).isFalse();
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

    @Test
    void atItsTimeOneNodeDoesItAndThenNobodyBeforeTheNextTime() throws Exception {
        assertThat(schedules.claimTime(work, SchedulesTest::tomorrow))
                .as("not before its time")
                .isFalse();
        comesDue();

        List<Callable<Boolean>> nodes =
                Collections.nCopies(8, () -> schedules.claimTime(work, SchedulesTest::tomorrow));
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        try {
            int winners = 0;
            for (Future<Boolean> node : threads.invokeAll(nodes)) {
                winners += node.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(schedules.claimTime(work, SchedulesTest::tomorrow)).isFalse();
        assertThat(schedules.nextRun(work)).contains(tomorrow(Instant.now()));
    }

    @Test
    void followsAChangeOfItsTimes() {
        schedules.claimTime(work, SchedulesTest::tomorrow);

        assertThat(schedules.claimTime(work, now -> tomorrow(now).plus(1, ChronoUnit.HOURS)))
                .isFalse();

        assertThat(schedules.nextRun(work)).contains(tomorrow(Instant.now()).plus(1, ChronoUnit.HOURS));
    }

    @Test
    void whatWasTurnedOffIsNotLateAndDoesNotHappenAtOnceWhenItIsTurnedOnAgain() {
        schedules.claimTime(work, SchedulesTest::tomorrow);
        comesDue();

        schedules.forget(work);

        assertThat(schedules.nextRun(work)).isEmpty();
        assertThat(schedules.claimTime(work, SchedulesTest::tomorrow)).isFalse();
    }

    private void comesDue() {
        PostgresForTests.database()
                .useTransaction(
                        db -> db.execute("update schedules set next_at = clock_timestamp() where name = ?", work));
    }

    private static Instant tomorrow(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }
}
