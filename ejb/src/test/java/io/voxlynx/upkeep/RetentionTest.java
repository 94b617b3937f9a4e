package io.voxlynx.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {

    @Test
    void isANumberOfDaysOrNever() {
        assertThat(Retention.of(" 30 ").days()).hasValue(30);
        assertThat(Retention.of("Never")).isEqualTo(new Retention(OptionalInt.empty()));
        assertThat(Retention.of("never").atLeast(90).days()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6", "0", "-1", "36501", "99999999999", "30d", "1 year", "forever", "7.5"})
    void isNothingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retention.of(text))
                .withMessage("'%s': expected a number of days from 7 to 36500, or never", text);
    }

    @Test
    void someRowsHaveToStayForLonger() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retention.of("30").atLeast(90))
                .withMessage("'30': expected a number of days from 90 to 36500, or never");
    }
}
