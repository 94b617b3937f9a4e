package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The audit log, as an admin reads it. */
record AuditLog(Api admin) {

    static final String PATH = "/api/audit";

    /** The entry of a refusal, which there has to be once. */
    JsonObject refusal(Answer answer, int status, String action, String target) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        List<JsonObject> entries = entries("target=" + encoded(target)).stream()
                .filter(entry -> entry.getString("requestId").equals(requestId(answer)))
                .toList();
        assertThat(entries).as(answer.toString()).hasSize(1);
        JsonObject entry = entries.get(0);
        assertThat(entry.getString("action")).isEqualTo(action);
        assertThat(entry.getString("address")).isEqualTo("127.0.0.1");
        return entry;
    }

    List<JsonObject> entriesOf(Answer answer) {
        return entries("limit=20").stream()
                .filter(entry -> requestId(answer).equals(entry.getString("requestId", null)))
                .toList();
    }

    List<String> actions(String query) {
        return entries(query).stream().map(entry -> entry.getString("action")).toList();
    }

    List<JsonObject> entries(String query) {
        return read(query).getJsonArray("entries").getValuesAs(JsonObject.class);
    }

    JsonObject read(String query) {
        return admin.get(PATH + "?" + query).require(200).json();
    }

    private static String requestId(Answer answer) {
        return answer.header("X-Request-Id").orElseThrow();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
