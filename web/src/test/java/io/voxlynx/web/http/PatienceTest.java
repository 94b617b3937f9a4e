package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Test
    void onlyWhoIsSignedInBuysTimeWithHisBytes() {
        Patience patience = new Patience(20, 1000);

        assertThat(patience.pace(true).after(MINUTE, 60_000)).isTrue();
        assertThat(patience.pace(false).after(MINUTE, 60_000)).isFalse();
    }

    @Test
    void saysWhichSettingIsTooSmall() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Patience(0, 1))
                .withMessage("voxlynx.http.body-wait-seconds has to be at least 1, and is 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Patience(1, -8))
                .withMessage("voxlynx.http.body-bytes-per-second has to be at least 1, and is -8");
    }

    @Test
    void anAnswerThatWaitsHasHalfAMinuteToSpare() {
        assertThat(Patience.leavesTimeFor(Duration.ofSeconds(60), Duration.ofSeconds(90)))
                .isTrue();
        assertThat(Patience.leavesTimeFor(Duration.ofSeconds(61), Duration.ofSeconds(90)))
                .isFalse();
    }
}
