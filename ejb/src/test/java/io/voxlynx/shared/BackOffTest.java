package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void waitsLongerAfterEachTryAndStopsAfterTheFourth() {
        assertThat(BackOff.after(1, null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(BackOff.after(2, null)).isEqualTo(Duration.ofSeconds(4));
        assertThat(BackOff.after(3, null)).isEqualTo(Duration.ofSeconds(10));
        assertThat(BackOff.isExhaustedAfter(3)).isFalse();
        assertThat(BackOff.isExhaustedAfter(4)).isTrue();
    }

    @Test
    void honoursALongerWishOfTheProviderOnly() {
        assertThat(BackOff.after(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(BackOff.after(3, Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(10));
    }
}
