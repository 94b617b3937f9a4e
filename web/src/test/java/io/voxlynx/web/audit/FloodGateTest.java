package io.voxlynx.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloodGateTest {

    private static final Instant MINUTE = Instant.parse("2026-01-10T12:00:00Z");

    private final FloodGate gate = new FloodGate();

    @Test
    void letsSoMuchOfOneThroughInAMinuteAndNothingOfItIsTakenFromOthers() {
        assertThat(let("192.0.2.1", FloodGate.MOST_A_MINUTE + 50, MINUTE)).isEqualTo(FloodGate.MOST_A_MINUTE);

        assertThat(let("192.0.2.2", 1, MINUTE.plusSeconds(59))).isOne();
        assertThat(let("192.0.2.1", 1, MINUTE.plusSeconds(59))).isZero();
    }

    @Test
    void theNextMinuteBeginsAnew() {
        let("192.0.2.1", FloodGate.MOST_A_MINUTE + 1, MINUTE);

        assertThat(let("192.0.2.1", 1, MINUTE.plusSeconds(60))).isOne();
    }

    @Test
    void thoseWhoComeFromEverywhereAreCountedTogetherInTheEnd() {
        long through = IntStream.range(0, FloodGate.MOST_TOLD_APART * 2)
                .filter(n -> gate.lets("address " + n, MINUTE))
                .count();

        assertThat(through).isEqualTo(FloodGate.MOST_TOLD_APART + FloodGate.MOST_A_MINUTE);
        assertThat(gate.lets("address 1", MINUTE)).isTrue();
    }

    @Test
    void manyAtOnceAreCountedRightly() {
        long through = IntStream.range(0, 10_000)
                .parallel()
                .filter(n -> gate.lets("192.0.2.1", MINUTE))
                .count();

        assertThat(through).isEqualTo(FloodGate.MOST_A_MINUTE);
    }

    /** How many of so many it lets through. */
    private long let(String who, int times, Instant now) {
        return IntStream.range(0, times).filter(n -> gate.lets(who, now)).count();
    }
}
