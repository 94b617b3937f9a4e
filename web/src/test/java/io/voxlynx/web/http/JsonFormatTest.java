package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.JsonbException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {

    public record Sample(String text, Integer whole, Boolean flag, Inner inner, List<String> texts) {}

    public record Inner(String name) {}

    public record Money(BigDecimal amount, Instant at, String absent) {}

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

    @Test
    void takesTheLastOfARepeatedMember() {
        assertThat(read("{\"text\":\"a\",\"text\":\"b\"}").text()).isEqualTo("b");
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

    private static Sample read(String json) {
        return JsonFormat.JSON.fromJson(json, Sample.class);
    }
}
