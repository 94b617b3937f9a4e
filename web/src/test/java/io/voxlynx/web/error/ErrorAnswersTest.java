package io.voxlynx.web.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.ProviderFailed;
import io.voxlynx.web.http.JsonFormat;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorAnswersTest {

    @Test
    void givesEachKindOfBrokenRuleItsStatus() {
        assertThat(ErrorAnswers.statusOf(new InvalidInput("", Map.of()))).isEqualTo(400);
        assertThat(ErrorAnswers.statusOf(new Forbidden(""))).isEqualTo(403);
        assertThat(ErrorAnswers.statusOf(new NotFound("Thing", 1))).isEqualTo(404);
        assertThat(ErrorAnswers.statusOf(new Conflict("", Map.of()))).isEqualTo(409);
        assertThat(ErrorAnswers.statusOf(new ProviderFailed("Vapi", ""))).isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource({
        "400, BAD_REQUEST",
        "401, UNAUTHORIZED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "406, NOT_ACCEPTABLE",
        "413, PAYLOAD_TOO_LARGE",
        "415, UNSUPPORTED_MEDIA_TYPE",
        "418, BAD_REQUEST",
        "429, RATE_LIMITED",
        "500, INTERNAL_ERROR",
        "503, UNAVAILABLE",
        "599, INTERNAL_ERROR"
    })
    void namesEveryStatus(int status, String code) {
        assertThat(StandardError.of(status)).hasToString(code);
    }

    @Test
    void asksANobodyToSayWhoHeIsBeforeForbidding() {
        assertThat(WebApplicationExceptionMapper.statusFor(403, true)).isEqualTo(401);
        assertThat(WebApplicationExceptionMapper.statusFor(403, false)).isEqualTo(403);
        assertThat(WebApplicationExceptionMapper.statusFor(404, true)).isEqualTo(404);
    }

    @Test
    void writesTheShapeOfTheContract() {
        String json = JsonFormat.JSON.toJson(ErrorBody.of(InvalidInput.field("cap", 0, "1 to 50"), "request-1"));
        JsonObject error =
                Json.createReader(new StringReader(json)).readObject().getJsonObject("error");
        assertThat(error.keySet()).containsExactly("code", "message", "details", "timestamp", "requestId");
        assertThat(error.getString("code")).isEqualTo("VALIDATION_ERROR");
        assertThat(error.getJsonObject("details").getString("expected")).isEqualTo("1 to 50");
        assertThat(error.getString("timestamp")).endsWith("Z");
        assertThat(error.getString("requestId")).isEqualTo("request-1");
    }

    public record Request(@JsonbProperty("agent_id") String agentId, String name) {}

    @Test
    void namesMembersAsJsonDoes() {
        Request request = new Request("a", "b");
        assertThat(ConstraintViolationMapper.inJson(request, "agentId")).isEqualTo("agent_id");
        assertThat(ConstraintViolationMapper.inJson(request, "name")).isEqualTo("name");
        assertThat(ConstraintViolationMapper.inJson("no record", "name")).isEqualTo("name");
        assertThat(ConstraintViolationMapper.inJson(null, "name")).isEqualTo("name");
    }
}
