package io.voxlynx.vapi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VapiSettingsTest {

    private final VapiSettings settings = new VapiSettings();

    /** A connection that is there when the order must not leave any more is there for nothing; 0 would be for ever. */
    @ParameterizedTest
    @ValueSource(longs = {5000, 60_000, 0, -1})
    void aConnectionMustBeThereBeforeItIsTooLateToSend(long millis) {
        settings.connectTimeoutMillis = millis;

        assertThatIllegalStateException()
                .isThrownBy(() -> settings.check(null))
                .withMessage("voxlynx.vapi.connect-timeout-millis is " + millis
                        + ": it must be 1 or more and less than 5000, or every order would be too late");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3000, 4999})
    void oneThatIsThereInTimeIsGood(long millis) {
        settings.connectTimeoutMillis = millis;

        assertThatCode(() -> settings.check(null)).doesNotThrowAnyException();
    }
}
