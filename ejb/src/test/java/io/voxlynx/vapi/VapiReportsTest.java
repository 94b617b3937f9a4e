package io.voxlynx.vapi;

import static io.voxlynx.shared.JsonApi.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.call.CallReport;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a call is kept as jsonb, which knows no NUL and not every number. */
class VapiReportsTest {

    private final Database database = PostgresForTests.database();

    @Test
    void whatLooksLikeTheEscapeOfANulIsText() {
        String words = "she said \\u0000 aloud";
        CallReport report = report(message(words), JsonValue.EMPTY_JSON_OBJECT, words);

        assertThat(kept(report.transcript(), "0,message")).isEqualTo(words);
        assertThat(report.summary()).isEqualTo(words);
    }

    @Test
    void costsHaveNoNulEither() {
        JsonObject costs = JSON.createObjectBuilder()
                .add("llm\0", 0.5)
                .add("model", "gpt\0-5")
                .add("tts", JSON.createArrayBuilder().add("a\0"))
                .build();
        CallReport report = report(message("Hi"), costs, "ok");

        assertThat(kept(report.data(), "llm")).isEqualTo("0.5");
        assertThat(kept(report.data(), "model")).isEqualTo("gpt-5");
        assertThat(kept(report.data(), "tts,0")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e200000", "-1e200000", "1e-20000", "1e1000000000", "1e-1000000000"})
    void aNumberThatNoColumnHoldsIsNone(String number) {
        JsonObject costs = read("{\"total\":" + number + ",\"llm\":1e3}");
        CallReport report = report(message("Hi"), costs, "ok");

        assertThat(kept(report.data(), "total")).isNull();
        assertThat(kept(report.data(), "llm")).isEqualTo("1000");
    }

    @Property(tries = 300)
    void anyTextSurvivesAsJsonWithoutNul(@ForAll("texts") String text) {
        JsonObject costs = JSON.createObjectBuilder().add("note", text).build();
        CallReport report = report(message(text), costs, text);

        String expected = text.replace("\0", "");
        assertThat(kept(report.transcript(), "0,message")).isEqualTo(expected);
        assertThat(kept(report.data(), "note")).isEqualTo(expected);
        assertThat(report.summary()).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(List.of("\\", "u0000", "\0", "\"", "\n", "u", "0000", "ä", "😀", "a"))
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }

    private static JsonObject message(String words) {
        return JSON.createObjectBuilder()
                .add("role", "bot")
                .add("message", words)
                .build();
    }

    private static CallReport report(JsonObject message, JsonObject costs, String summary) {
        JsonObject facts = JSON.createObjectBuilder()
                .add(
                        "artifact",
                        JSON.createObjectBuilder()
                                .add("messages", JSON.createArrayBuilder().add(message)))
                .add("analysis", JSON.createObjectBuilder().add("summary", summary))
                .add("costBreakdown", costs)
                .build();
        return VapiReports.report("end-of-call-report", null, "key", Instant.EPOCH, null, facts);
    }

    private static JsonObject read(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /** As the database has it. */
    private String kept(String json, String path) {
        return database.inTransaction(
                handle -> handle.createQuery("select cast(:json as jsonb) #>> string_to_array(:path, ',')")
                        .bind("json", json)
                        .bind("path", path)
                        .mapTo(String.class)
                        .one());
    }
}
