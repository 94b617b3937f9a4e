package io.voxlynx.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloodGateTest {

    private static final Instant MINUTE = Instant.parse("2026-01-10T12:00:00Z");

    private static final int MOST_OF_ONE = 300;
    private static final int MOST_OF_ALL = 50_000;

    private final FloodGate gate = new FloodGate(MOST_OF_ONE, MOST_OF_ALL);

    @Test
    void letsSoMuchOfOneThroughInAMinuteAndNothingOfItIsTakenFromOthers() {
        assertThat(let("192.0.2.1", MOST_OF_ONE + 50, MINUTE)).isEqualTo(MOST_OF_ONE);

        assertThat(let("192.0.2.2", 1, MINUTE.plusSeconds(59))).isOne();
        assertThat(let("192.0.2.1", 1, MINUTE.plusSeconds(59))).isZero();
    }

    @Test
    void theNextMinuteBeginsAnew() {
        let("192.0.2.1", MOST_OF_ONE + 1, MINUTE);

        assertThat(let("192.0.2.1", 1, MINUTE.plusSeconds(60))).isOne();
    }

    @Test
    void thoseWhoComeFromEverywhereAreCountedTogetherInTheEnd() {
        long through = IntStream.range(0, FloodGate.MOST_TOLD_APART * 2)
                .filter(n -> gate.lets("address " + n, MINUTE))
                .count();

        assertThat(through).isEqualTo(FloodGate.MOST_TOLD_APART + MOST_OF_ONE);
        assertThat(gate.lets("address 1", MINUTE)).isTrue();
    }

    @Test
    void ofAllTogetherOnlySoMuchComesThrough() {
        FloodGate narrow = new FloodGate(2, 5);

        assertThat(IntStream.range(0, 30)
                        .filter(n -> narrow.lets("address " + n / 3, MINUTE))
                        .count())
                .isEqualTo(5);
        assertThat(narrow.lets("somebody else", MINUTE)).isFalse();
        assertThat(narrow.lets("somebody else", MINUTE.plusSeconds(60))).isTrue();
    }

    @Test
    void manyAtOnceAreCountedRightly() {
        long through = IntStream.range(0, 10_000)
                .parallel()
                .filter(n -> gate.lets("192.0.2.1", MINUTE))
                .count();

        assertThat(through).isEqualTo(MOST_OF_ONE);
    }

    /** How many of so many it lets through. */
    private long let(String who, int times, Instant now) {
        return IntStream.range(0, times).filter(n -> gate.lets(who, now)).count();
    }
}
