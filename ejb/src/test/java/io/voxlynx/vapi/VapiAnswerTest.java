package io.voxlynx.vapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.ProviderFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VapiAnswerTest {

    @Test
    void findsNothingWhereVapiDoesNotKnowIt() {
        assertThat(new VapiAnswer(404, "{\"message\":\"nope\"}").found()).isEmpty();
        assertThat(new VapiAnswer(200, "{\"id\":\"a\"}").found()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void takesTroubleForSomethingThatMayPass(int status) {
        assertThatThrownBy(() -> new VapiAnswer(status, "").object()).isInstanceOf(VapiUnavailable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'message':'name too long'} | name too long",
                "400 | {'message':['a','b']} | a; b",
                "400 | <html> | HTTP 400",
                "401 | {'message':'secret details'} | API key"
            })
    void givesVapisReasonForARefusal(int status, String body, String reason) {
        assertThatThrownBy(() -> new VapiAnswer(status, body.replace('\'', '"')).object())
                .isInstanceOf(ProviderFailed.class)
                .isNotInstanceOf(VapiUnavailable.class)
                .hasMessageContaining(reason);
    }

    @Test
    void cutsALongReason() {
        String body = "{\"message\":\"" + "x".repeat(1000) + "\"}";
        assertThatThrownBy(() -> new VapiAnswer(400, body).object())
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"id\":", "\"x\""})
    void refusesAnAnswerThatItCannotRead(String body) {
        assertThatThrownBy(() -> new VapiAnswer(200, body).object()).hasMessageContaining("not readable");
    }

    @Test
    void refusesAnAnswerThatSaysNothing() {
        assertThatThrownBy(() -> new VapiAnswer(204, null).array()).hasMessageContaining("not readable");
    }
}
