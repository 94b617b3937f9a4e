package io.voxlynx.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaugeTest {

    private static Gauge read(Gauge gauge, double... values) {
        IntStream.range(0, values.length).forEach(minute -> gauge.read(minute, values[minute]));
        return gauge;
    }

    @Test
    void comparesTheLastThirdWithTheFirst() {
        assertThat(read(Gauge.steady("heap", 0.1, 0), 100, 100, 300, 300, 111, 110)
                        .hasGrown())
                .isTrue();
        assertThat(read(Gauge.steady("heap", 0.1, 0), 100, 100, 300, 300, 110, 109)
                        .hasGrown())
                .isFalse();
    }

    @Test
    void allowsAsMuchMoreAsItIsTold() {
        assertThat(read(Gauge.steady("queue", 0.5, 100), 0, 0, 100).hasGrown()).isFalse();
        assertThat(read(Gauge.steady("queue", 0.5, 100), 0, 0, 101).hasGrown()).isTrue();
    }

    @Test
    void letsGrowWhatGrowsWithTheWork() {
        assertThat(read(Gauge.growing("calls"), 0, 1_000, 2_000_000).hasGrown()).isFalse();
    }

    @Test
    void tellsThirdsMostAndSlope() {
        assertThat(read(Gauge.steady("threads", 0, 0), 10, 12, 14, 16, 18, 20).line())
                .isEqualTo("threads                                  11.0       19.0       20.0       2.00  GROWS");
    }
}
