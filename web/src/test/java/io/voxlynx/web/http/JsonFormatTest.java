package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.JsonbException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {

    public record Sample(String text, Integer whole, Boolean flag, Inner inner, List<String> texts) {}

    public record Inner(String name) {}

    public record Money(BigDecimal amount, Instant at, String absent) {}

    public record Costs(Map<String, BigDecimal> byProvider) {}

    public record Named(UUID id, Color color) {}

    public enum Color {
        red
    }

    @Test
    void readsWhatHasTheRightType() {
        assertThat(read("""
                {"text":"a","whole":5,"flag":true,"inner":{"name":"b"},"texts":["c","d"],"unknown":1}""")).isEqualTo(new Sample("a", 5, true, new Inner("b"), List.of("c", "d")));
        assertThat(read("{\"flag\":false}").flag()).isFalse();
    }

    @Test
    void takesNullForAbsent() {
        assertThat(read("{\"text\":null,\"whole\":null,\"inner\":null}"))
                .isEqualTo(new Sample(null, null, null, null, null));
    }

    public record Patch(Replacement url) {}

    @Test
    void tellsTakingAwayFromSayingNothing() {
        assertThat(JsonFormat.JSON.fromJson("{}", Patch.class).url()).isNull();
        assertThat(JsonFormat.JSON.fromJson("{\"url\":null}", Patch.class).url())
                .isEqualTo(new Replacement(""));
        assertThat(JsonFormat.JSON.fromJson("{\"url\":\"\"}", Patch.class).url())
                .isEqualTo(new Replacement(""));
        assertThat(JsonFormat.JSON.fromJson("{\"url\":\"a\"}", Patch.class).url())
                .isEqualTo(new Replacement("a"));
        assertThatThrownBy(() -> JsonFormat.JSON.fromJson("{\"url\":5}", Patch.class))
                .isInstanceOf(JsonbException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":5}",
                "{\"text\":true}",
                "{\"text\":{}}",
                "{\"text\":[\"a\"]}",
                "{\"whole\":\"5\"}",
                "{\"whole\":5.5}",
                "{\"whole\":5000000000}",
                "{\"flag\":\"true\"}",
                "{\"flag\":1}",
                "{\"inner\":\"x\"}",
                "{\"texts\":[1]}",
                "{\"texts\":\"a\"}",
                "[]",
                "{\"text\":"
            })
    void refusesOtherTypes(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JsonbException.class);
    }

    @Test
    void writesPlainDecimalsAndInstantsAndLeavesAbsentOut() {
        assertThat(JsonFormat.JSON.toJson(new Money(new BigDecimal("15.750000"), Instant.EPOCH, null)))
                .isEqualTo("{\"amount\":15.75,\"at\":\"1970-01-01T00:00:00Z\"}");
        assertThat(JsonFormat.JSON.toJson(new Money(new BigDecimal("1E+2"), null, null)))
                .isEqualTo("{\"amount\":100}");
    }

    @ParameterizedTest
    @CsvSource({
        "0.000000075,           0.000000075",
        "7.5E-8,                0.000000075",
        "1E-30,                 0.000000000000000000000000000001",
        "0E-12,                 0",
        "123456789012345678901, 123456789012345678901",
        "0.1000000000000000055511151231257827, 0.1000000000000000055511151231257827"
    })
    void writesEveryDigitAndNoExponent(BigDecimal amount, String written) {
        assertThat(JsonFormat.JSON.toJson(new Money(amount, null, null))).isEqualTo("{\"amount\":" + written + "}");
        assertThat(JsonFormat.JSON.toJson(new Costs(Map.of("gemini", amount))))
                .isEqualTo("{\"byProvider\":{\"gemini\":" + written + "}}");
    }

    @Test
    void readsDecimalsExactly() {
        assertThat(money("{\"amount\":0.1}").amount()).isEqualTo("0.1");
        assertThat(money("{\"amount\":7.5e-8}").amount()).isEqualByComparingTo("0.000000075");
        assertThat(money("{\"amount\":null}").amount()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0.1\"", "true", "[1]", "{}"})
    void refusesWhatIsNoNumberAsADecimal(String value) {
        assertThatThrownBy(() -> money("{\"amount\":" + value + "}"))
                .isInstanceOf(JsonbException.class)
                .hasStackTraceContaining("property 'amount'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"42\"}", "{\"id\":\"1-1-1-1-1\"}", "{\"id\":42}", "{\"id\":{}}"})
    void refusesWhatIsNoIdAndNamesIt(String json) {
        assertThatThrownBy(() -> JsonFormat.JSON.fromJson(json, Named.class))
                .isInstanceOf(JsonbException.class)
                .hasStackTraceContaining("property 'id'");
    }

    @Test
    void readsIdsAndWordsOfAList() {
        UUID id = UUID.randomUUID();
        assertThat(JsonFormat.JSON.fromJson("{\"id\":\"" + id + "\",\"color\":\"red\"}", Named.class))
                .isEqualTo(new Named(id, Color.red));
        assertThat(JsonFormat.JSON.fromJson("{\"id\":null,\"color\":null}", Named.class))
                .isEqualTo(new Named(null, null));
    }

    @Test
    void readsInstantsOfAnyOffset() {
        assertThat(money("{\"at\":\"2026-03-01T12:00:00.123456+02:00\"}").at())
                .isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-03-01\"",
                "\"2026-03-01T12:00:00\"",
                "\"+12026-03-01T12:00:00Z\"",
                "\"-0001-03-01T12:00:00Z\"",
                "\"0001-01-01T00:00:00+18:00\"",
                "\"9999-12-31T23:59:59-18:00\"",
                "1772359200",
                "true"
            })
    void refusesWhatIsNoInstantAndNamesIt(String value) {
        assertThatThrownBy(() -> money("{\"at\":" + value + "}"))
                .isInstanceOf(JsonbException.class)
                .hasStackTraceContaining("property 'at'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"color\":\"blue\"}", "{\"color\":\"\"}", "{\"color\":1}", "{\"color\":[]}"})
    void refusesAWordThatIsNotInTheListAndNamesTheMember(String json) {
        assertThatThrownBy(() -> JsonFormat.JSON.fromJson(json, Named.class))
                .isInstanceOf(JsonbException.class)
                .hasStackTraceContaining("property 'color'");
    }

    private static Money money(String json) {
        return JsonFormat.JSON.fromJson(json, Money.class);
    }

    private static Sample read(String json) {
        return JsonFormat.JSON.fromJson(json, Sample.class);
    }
}
