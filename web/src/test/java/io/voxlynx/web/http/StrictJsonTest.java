package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.shared.InvalidInput;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {\"a\":[1,-2.5,1e3,7.5E-8,true,false,null,\"text\"]} \r\n\t",
                "{\"a\":{\"x\":1},\"b\":{\"x\":1},\"c\":[{\"x\":1},{\"x\":2}]}",
                "{\"a\":\"\\ud83d\\ude00 😀 \\u00fc\"}",
                "{\"\":1,\" \":2}",
                "{\"a\":1e400,\"b\":1E-400,\"c\":0e0,\"d\":1e+0007}",
                "[]",
                "\"text\"",
                "42"
            })
    void letsThroughWhatEverybodyReadsTheSame(String json) {
        assertThatCode(() -> StrictJson.check(json, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1,"a":1}                       | a
            {"a":1,"\\u0061":2}               | a
            {"a":{"b":1,"c":2,"b":3}}           | a.b
            {"a":[{"b":1},{"b":1,"b":2}]}       | a.b
            {"a":{"b":{"c":"\\ud800"}}}       | a.b.c
            {"a":{"x":1},"b":"\\udc00\\ud800"} | b
            {"a":["x","\\u0000"]}             | a
            {"a":1e401}                         | a
            {"a":-1E-1000000000}                | a
            {"a":1e99999999999999999999}        | a
            """)
    void refusesAndNamesTheMember(String json, String field) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> StrictJson.check(json, null))
                .satisfies(e -> assertThat(e.details()).containsEntry("field", field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":",
                "{\"a\":1",
                "{}{}",
                "{} x",
                "{},",
                "{}\0",
                "\uFEFF{}",
                "[1]]",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":\"\0\"}",
                "{\"a\":\"\n\"}",
                "{/**/}",
                "nul"
            })
    void refusesWhatIsNoJsonOrMoreThanOne(String json) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> StrictJson.check(json, null))
                .satisfies(e -> assertThat(e.details()).doesNotContainKey("field"));
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> StrictJson.check(json, "campaign"))
                .satisfies(e -> assertThat(e.details()).containsEntry("field", "campaign"));
    }

    @Test
    void aHundredLevelsAreAllowedAndOneMoreIsNot() {
        assertThatCode(() -> StrictJson.check(nested(100), null)).doesNotThrowAnyException();
        refuses(nested(101));
    }

    @Test
    void aHundredThousandLevelsCostNothing() {
        refuses(nested(100_000));
        refuses("[".repeat(1 << 20));
        refuses("{\"a\":".repeat(100_000));
    }

    @Test
    void numbersHaveAHundredCharactersAtMost() {
        assertThatCode(() -> StrictJson.check("[" + "9".repeat(100) + "]", null))
                .doesNotThrowAnyException();
        refuses("[" + "9".repeat(101) + "]");
        refuses("[0." + "0".repeat(1_000_000) + "1]");
    }

    @Test
    void namesThatFallTogetherInATableAreReadInNoTime() {
        String names = IntStream.range(0, 1 << 15)
                .mapToObj(i -> "\"" + colliding(i) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(Duration.ofSeconds(2)).isGreaterThan(timeOf(() -> StrictJson.check(names, null)));
    }

    @Test
    void aPathToWhatIsWrongIsNoLongerThanAnErrorMayBe() {
        String json = "{\"" + "n".repeat(500_000) + "\":{\"a\":{\"b\":1,\"b\":2}}}";

        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> StrictJson.check(json, null))
                .satisfies(e -> assertThat(e.details()).containsEntry("field", "a.b"));
    }

    /** Fifteen times one of two pairs of letters that have the same hash. */
    private static String colliding(int number) {
        return IntStream.range(0, 15)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    private static Duration timeOf(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static void refuses(String json) {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> StrictJson.check(json, null));
    }
}
