package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123456Z");

    private final Clock wrong = Clock.fixed(NOW.plus(Duration.ofMinutes(10)), ZoneOffset.UTC);
    private long nanos = -5;
    private final DatabaseClock clock = new DatabaseClock(wrong, () -> nanos);

    @Test
    void isTheNodesUntilTheDatabaseHasSpoken() {
        assertThat(clock.instant()).isEqualTo(wrong.instant());
    }

    @Test
    void isTheDatabasesFromThenOnAndRunsByACounterThatNobodySets() {
        long asked = nanos;
        nanos += Duration.ofMillis(20).toNanos();
        clock.tell(NOW, asked);
        assertThat(clock.instant()).isEqualTo(NOW.plusMillis(10));

        nanos += Duration.ofHours(1).toNanos() + 700;

        assertThat(clock.instant())
                .isEqualTo(NOW.plusMillis(10).plus(Duration.ofHours(1)))
                .isEqualTo(clock.instant().truncatedTo(ChronoUnit.MICROS));
        assertThat(clock.nodeIsAheadBy()).isEqualTo(Duration.ofMinutes(-50).minusMillis(10));
    }

    @Test
    void believesTheDatabaseEveryTime() {
        clock.tell(NOW, nanos);
        clock.tell(NOW.minusSeconds(3), nanos);

        assertThat(clock.instant()).isEqualTo(NOW.minusSeconds(3));
    }

    @Test
    void asksARealDatabase() {
        Times times = new Times();
        times.database = PostgresForTests.database();

        times.ask();

        assertThat(Duration.between(times.clock().instant(), Instant.now()).abs())
                .isLessThan(Duration.ofSeconds(1));
    }
}
