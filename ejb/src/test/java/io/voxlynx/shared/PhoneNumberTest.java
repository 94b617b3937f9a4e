package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @Test
    void takesE164() {
        assertThat(new PhoneNumber("+14155550100").e164()).isEqualTo("+14155550100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "14155550100", "+0415555", "+1415555010a", "+1 415 555 0100", "+1234567890123456"})
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumber(text));
    }
}
