package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExponentialBackOffTest {

    private final ExponentialBackOff backOff = new ExponentialBackOff(Duration.ofSeconds(2), Duration.ofHours(1));

    @Property
    void doublesWithinItsJitterUpToTheLongestPause(@ForAll @IntRange(min = 1, max = 1_000_000) int tries) {
        double expected = Math.min(2000 * Math.pow(2, Math.min(tries, 40) - 1), 3_600_000);

        assertThat((double) backOff.after(tries).toMillis()).isBetween(expected * 0.8 - 1, expected * 1.2);
    }

    @Test
    void thoseThatFailedTogetherDoNotReturnTogether() {
        assertThat(Stream.generate(() -> backOff.after(5)).limit(50).distinct()).hasSizeGreaterThan(10);
    }

    @Test
    void waitsAsLongAsItIsAskedToButNotForEver() {
        assertThat(backOff.after(1, Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(2));
        assertThat(backOff.after(1, Duration.ofDays(2))).isEqualTo(Duration.ofHours(1));
        assertThat(backOff.after(9, Duration.ofSeconds(1))).isGreaterThan(Duration.ofMinutes(6));
        assertThat(backOff.after(1, null)).isLessThan(Duration.ofSeconds(3));
    }
}
