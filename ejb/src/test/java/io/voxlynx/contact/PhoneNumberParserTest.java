package io.voxlynx.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.PhoneNumber;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberParserTest {

    private final PhoneNumberParser american = new PhoneNumberParser("US");
    private final PhoneNumberParser german = new PhoneNumberParser("DE");

    @ParameterizedTest
    @CsvSource({
        "(415) 555-0100, +14155550100",
        "Mobile: 415 555 0100, +14155550100",
        "415.555.0100, +14155550100",
        "1-415-555-0100, +14155550100",
        "+1 415 555 0100, +14155550100",
        "tel:+14155550100, +14155550100",
        "011 49 30 123456, +4930123456",
        "+44 (0)20 7946 0958, +442079460958",
        "1-800-FLOWERS, +18003569377",
        "415-555-0100 ext. 12, +14155550100"
    })
    void readsWhatPeopleWrite(String written, String e164) {
        assertThat(american.parse(written)).contains(new PhoneNumber(e164));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nope",
                "123-invalid",
                "invalidnum",
                "call Gloria now",
                "4INVALIDNU",
                "555-0100",
                "1234567890",
                "4155550100.0",
                "+1 415 555 01",
                "+999 123456789",
                "4.1555501E9",
                "+"
            })
    void refusesWhatCannotRing(String written) {
        assertThat(american.parse(written)).isEmpty();
    }

    @Test
    void theRegionDecidesWhatALocalNumberMeans() {
        assertThat(german.parse("030 123456")).contains(new PhoneNumber("+4930123456"));
        assertThat(german.parse("+1 (415) 555-0100")).contains(new PhoneNumber("+14155550100"));
        assertThat(german.parse("415-555-0100")).isNotEqualTo(american.parse("415-555-0100"));
    }

    @Test
    void refusesUnknownRegions() {
        assertThat(PhoneNumberParser.region(" de ")).isEqualTo("DE");
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> PhoneNumberParser.region("Germany"));
    }

    @Property(tries = 5_000)
    void theShortWayAgreesWithTheLibrary(@ForAll("northAmerican") String written) {
        assertThat(american.parse(written)).isEqualTo(american.parseAnyForm(written));
        assertThat(german.parse(written)).isEqualTo(german.parseAnyForm(written));
    }

    @Property
    void whatWasReadReadsAgain(@ForAll("northAmerican") String written) {
        american.parse(written)
                .ifPresent(number -> assertThat(german.parse(number.e164())).contains(number));
    }

    @Property
    void noWordIsANumber(@ForAll @AlphaChars @StringLength(max = 80) String word) {
        assertThat(american.parse(word)).isEmpty();
    }

    @Provide
    Arbitrary<String> northAmerican() {
        Arbitrary<String> prefix = Arbitraries.of("", "1", "+1", "+", "1-", "+1 ", "(", "0", "11");
        Arbitrary<String> area = Arbitraries.integers().between(0, 999).map("%03d"::formatted);
        Arbitrary<String> exchange = Arbitraries.integers().between(0, 999).map("%03d"::formatted);
        Arbitrary<String> line = Arbitraries.integers().between(0, 99_999).map("%04d"::formatted);
        Arbitrary<String> gap = Arbitraries.of("", " ", "-", ".", ") ", ")", " - ");
        return Combinators.combine(prefix, area, gap, exchange, gap, line)
                .as((p, a, g1, e, g2, l) -> p + a + g1 + e + g2 + l);
    }
}
