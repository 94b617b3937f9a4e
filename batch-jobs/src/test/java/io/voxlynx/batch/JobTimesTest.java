package io.voxlynx.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTimesTest {

    @ParameterizedTest
    @CsvSource({
        "03:30,        2026-11-21T03:29:59.999Z, 2026-11-21T03:30:00Z",
        "03:30,        2026-11-21T03:30:00Z,     2026-11-22T03:30:00Z",
        "03:30,        2026-12-31T12:00:00Z,     2027-01-01T03:30:00Z",
        "00:00,        2026-11-21T00:00:00.001Z, 2026-11-22T00:00:00Z",
        "sunday 04:00, 2026-11-21T12:00:00Z,     2026-11-22T04:00:00Z",
        "Sunday 04:00, 2026-11-22T04:00:00Z,     2026-11-29T04:00:00Z",
        "saturday 04:00, 2026-11-21T03:00:00Z,   2026-11-21T04:00:00Z"
    })
    void theNextTimeIsAfterTheGivenOne(String times, Instant now, Instant next) {
        assertThat(JobTimes.of(times).nextAfter(now)).isEqualTo(next);
    }

    @Test
    void offIsNever() {
        assertThat(JobTimes.of(" Off ").isOff()).isTrue();
        assertThat(JobTimes.of("03:30").isOff()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "3:30", "25:00", "03:30:30", "someday 03:30", "sunday", "sunday 03:30 UTC", "30 3 * * *"})
    void isNothingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobTimes.of(text))
                .withMessage(
                        "'%s': expected a time such as 03:30, a day and a time such as sunday 03:30, or off", text);
    }
}
