package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

    @Test
    void keepsPlainWordsNumbersAndIds() {
        UUID id = UUID.fromString("01234567-0123-7123-8123-012345678901");

        assertThat(LogLine.of("Call %s, try %d, row %d: %s", id, 3, 4_155_550_100L, "SIP 486 of " + id))
                .isEqualTo("Call " + id + ", try 3, row 4155550100: SIP 486 of " + id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+14155550100",
                "4155550100",
                "(415) 555-0100",
                "+44 20 7946 0018",
                "0049/30/23125-000",
                "call-_+14155550100_x",
                "sip_14155550100_x"
            })
    void tellsNoTelephoneNumber(String number) {
        assertThat(LogLine.of("Vapi: %s", "customer.number is not valid: " + number + ", try another"))
                .startsWith("Vapi: customer.number is not valid: ")
                .doesNotContainPattern("\\d{4}")
                .contains("[number]");
    }

    @Property
    void isOneLineOfBoundedLength(@ForAll String words) {
        assertThat(LogLine.of("Vapi: %s", words.repeat(3)))
                .doesNotContainPattern("[\\r\\n\\u0085\\u2028\\u2029]")
                .hasSizeLessThanOrEqualTo(600);
    }

    @Test
    void takesValuesThatAreMissing() {
        assertThat(LogLine.of("Given up: %s", (Object) null)).isEqualTo("Given up: null");
    }
}
