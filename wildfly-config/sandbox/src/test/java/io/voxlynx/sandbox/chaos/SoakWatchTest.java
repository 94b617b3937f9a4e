package io.voxlynx.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SoakWatchTest {

    private static final int A_MINUTE = 1_000;

    /** @param dead rows after so many minutes of a table that gets {@link #A_MINUTE} more in each */
    private static boolean hasGrown(IntToDoubleFunction dead) {
        Gauge gauge = SoakWatch.overdueRows("calls");
        for (int minute = 1; minute <= 30; minute++) {
            gauge.read(minute, SoakWatch.overdue(dead.applyAsDouble(minute), minute * A_MINUTE, 50, 0.2));
        }
        return gauge.hasGrown();
    }

    @Test
    void findsATableThatIsNeverVacuumed() {
        assertThat(hasGrown(minute -> minute * A_MINUTE)).isTrue();
    }

    @Test
    void letsAVacuumWaitForItsShareOfTheTable() {
        assertThat(hasGrown(minute -> 50 + 0.2 * minute * A_MINUTE)).isFalse();
        assertThat(hasGrown(minute -> 0.2 * minute * A_MINUTE + (minute % 2) * 3 * A_MINUTE))
                .isFalse();
    }

    @Test
    void countsNothingAsOverdueBeforeThat() {
        assertThat(SoakWatch.overdue(150, 1_000, 50, 0.2)).isZero();
        assertThat(SoakWatch.overdue(251, 1_000, 50, 0.2)).isEqualTo(1);
    }
}
