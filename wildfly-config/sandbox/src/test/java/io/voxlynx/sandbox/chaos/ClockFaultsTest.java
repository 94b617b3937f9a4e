package io.voxlynx.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockFaultsTest {

    @Test
    void knowsAClockThatIsOffFromOneThatIsNot() {
        assertThat(ClockFaults.isOff(Duration.ofSeconds(598), 600)).isTrue();
        assertThat(ClockFaults.isOff(Duration.ofSeconds(-601), -600)).isTrue();
        assertThat(ClockFaults.isOff(Duration.ofSeconds(-1), 600)).isFalse();
        assertThat(ClockFaults.isOff(Duration.ofSeconds(600), -600)).isFalse();
    }
}
