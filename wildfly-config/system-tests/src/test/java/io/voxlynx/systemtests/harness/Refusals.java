package io.voxlynx.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import jakarta.json.JsonObject;
import java.time.Instant;

/** What holds for every answer from 400 up, whoever gives it. */
public final class Refusals {

    private Refusals() {}

    /** The answer is an error of the standard shape that tells nothing of the server's inside. */
    public static JsonObject assertStandard(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.json().keySet()).containsExactly("error");
        JsonObject error = answer.error();
        assertThat(error.keySet()).containsExactly("code", "message", "details", "timestamp", "requestId");
        assertThat(error.getString("code")).as(answer.toString()).isEqualTo(code);
        assertThat(error.getString("message")).isNotBlank();
        assertThat(Instant.parse(error.getString("timestamp")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(answer.header("X-Request-Id")).hasValue(error.getString("requestId"));
        assertThat(answer.text()).doesNotContainPattern(Discretion.INSIDE);
        return error;
    }

    /** The same, for one parameter or member that the details name. */
    public static void assertInvalid(Answer answer, String field) {
        JsonObject error = assertStandard(answer, 400, "VALIDATION_ERROR");
        assertThat(error.getJsonObject("details").getString("field", null))
                .as(answer.toString())
                .isEqualTo(field);
    }
}
