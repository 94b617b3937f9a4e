package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Pace pace = new Pace(Duration.ofSeconds(20), 1000);

    @Test
    void waitsForTheFirstBytesForAWhileAndNoLonger() {
        assertThat(pace.after(20 * SECOND, 0)).isTrue();
        assertThat(pace.after(1, 0)).isFalse();
    }

    @Test
    void whoSendsAByteASecondGainsNothing() {
        for (int second = 1; second <= 20; second++) {
            assertThat(pace.after(SECOND, 1)).isTrue();
        }
        assertThat(pace.after(SECOND, 1)).isFalse();
    }

    @Test
    void aSlowLineThatMovesIsWaitedForToTheEnd() {
        for (int second = 0; second < 10_000; second++) {
            assertThat(pace.after(SECOND, 1000)).isTrue();
        }
    }

    @Test
    void aFixedTimeIsNotForSale() {
        Pace fixed = Pace.fixed(Duration.ofSeconds(20));

        assertThat(fixed.after(20 * SECOND, 1_000_000)).isTrue();
        assertThat(fixed.after(1, 1_000_000)).isFalse();
    }

    @Test
    void whatCameQuicklyBuysTimeForLater() {
        assertThat(pace.after(0, 60_000)).isTrue();
        assertThat(pace.after(80 * SECOND, 0)).isTrue();
        assertThat(pace.after(SECOND, 1)).isFalse();
    }
}
