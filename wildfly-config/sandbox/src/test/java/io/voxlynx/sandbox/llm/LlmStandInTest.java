package io.voxlynx.sandbox.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.sandbox.SandboxClient;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmStandInTest {
    private static final String PATH = "/v1beta/models/gemini-2.5-flash:generateContent";

    @TempDir
    Path directory;

    private SandboxClient sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = new SandboxClient(directory, SandboxClient.QUICK);
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void answersInGeminisEnvelope() throws Exception {
        var answer = ask("Ada: I am unhappy with lamp 4711");
        assertThat(answer.statusCode()).isEqualTo(200);
        var envelope = SandboxClient.json(answer);
        var candidate = envelope.getJsonArray("candidates").getJsonObject(0);
        assertThat(candidate.getString("finishReason")).isEqualTo("STOP");
        assertThat(envelope.getJsonObject("usageMetadata").getInt("promptTokenCount"))
                .isPositive();
        var analysis = analysis(answer);
        assertThat(analysis.keySet())
                .containsExactly("summary", "sentiment", "sentiment_score", "topics", "outcome", "action_items");
        assertThat(analysis.getString("summary")).endsWith("unhappy with lamp 4711");
        assertThat(analysis.getString("sentiment")).isEqualTo("negative");
        assertThat(analysis.getJsonNumber("sentiment_score").doubleValue()).isBetween(-1.0, 0.0);
        assertThat(analysis(ask("Ada: thank you, perfect")).getString("sentiment"))
                .isEqualTo("positive");
    }

    @Test
    void fitsTheSchemaThatIsAskedFor() throws Exception {
        String schema = """
                {"type": "OBJECT", "properties": {
                  "mood": {"type": "STRING", "enum": ["GOOD", "BAD"]},
                  "stars": {"type": "INTEGER", "minimum": 1, "maximum": 5},
                  "list": {"type": "ARRAY", "items": {"type": "OBJECT", "properties": {"done": {"type": "BOOLEAN"}}}}}}""";
        var analysis = analysis(ask("Hello", schema));
        assertThat(analysis.getString("mood")).isEqualTo("GOOD");
        assertThat(analysis.getInt("stars")).isBetween(1, 5);
        assertThat(analysis.getJsonArray("list").getJsonObject(0).getBoolean("done"))
                .isTrue();
    }

    @Test
    void wantsTheKeyInItsHeaderOnly() throws Exception {
        assertThat(send(PATH, null, "{}").statusCode()).isEqualTo(403);
        assertThat(send(PATH, "wrong", "{}").statusCode()).isEqualTo(400);
        assertThat(send(PATH + "?key=" + SandboxClient.LLM_KEY, SandboxClient.LLM_KEY, "{}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sandbox.objects("/sandbox/llm/requests")).hasSize(3);
    }

    @Test
    void failsAsTheTranscriptSays() throws Exception {
        var tooMany = ask("Ada: [[llm:429]]");
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValue("Retry-After")).contains("1");
        assertThat(ask("Ada: [[llm:500]]").statusCode()).isEqualTo(500);
        assertThat(SandboxClient.json(ask("[[llm:no-candidates]]"))).doesNotContainKey("candidates");
        var unsafe = SandboxClient.json(ask("[[llm:safety]]"))
                .getJsonArray("candidates")
                .getJsonObject(0);
        assertThat(unsafe.getString("finishReason")).isEqualTo("SAFETY");
        assertThat(unsafe).doesNotContainKey("content");
        assertThatThrownBy(() -> analysis(ask("[[llm:not-json]]"))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> analysis(ask("[[llm:max-tokens]]"))).isInstanceOf(JsonException.class);
        assertThat(text(ask("[[llm:fenced]]"))).startsWith("```json\n{").endsWith("}\n```");
        assertThat(analysis(ask("[[llm:out-of-range]]"))
                        .getJsonNumber("sentiment_score")
                        .doubleValue())
                .isGreaterThan(1);
        assertThat(analysis(ask("[[llm:missing-fields]]")).keySet()).hasSize(3);
        assertThat(analysis(ask("[[llm:wrong-types]]")).get("sentiment_score").getValueType())
                .isEqualTo(JsonValue.ValueType.STRING);
    }

    @Test
    void failsSoManyTimesForEachTranscript() throws Exception {
        for (String who : new String[] {"Ada", "Bob"}) {
            String transcript = who + ": [[llm:500*2]]";
            assertThat(ask(transcript).statusCode()).isEqualTo(500);
            assertThat(ask(transcript).statusCode()).isEqualTo(500);
            assertThat(ask(transcript).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void hangsIfTold() throws Exception {
        assertThat(sandbox.send("PUT", "/sandbox/llm/behaviour", "{\"fault\": \"hang\", \"hangMillis\": 50}")
                        .statusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> ask("Hello")).isInstanceOf(IOException.class);
        sandbox.send("PUT", "/sandbox/llm/behaviour", "{}");
        assertThat(ask("Hello").statusCode()).isEqualTo(200);
        assertThat(sandbox.objects("/sandbox/llm/requests"))
                .extracting(request -> request.getString("answer"))
                .containsExactly("hang", "200");
    }

    private HttpResponse<String> ask(String transcript) throws Exception {
        return ask(transcript, null);
    }

    private HttpResponse<String> ask(String transcript, String schema) throws Exception {
        var configuration = Json.object().add("responseMimeType", "application/json");
        if (schema != null) {
            configuration.add("responseSchema", Json.parse(schema.getBytes(StandardCharsets.UTF_8)));
        }
        var body = Json.object()
                .add(
                        "contents",
                        Json.array()
                                .add(Json.object()
                                        .add("role", "user")
                                        .add(
                                                "parts",
                                                Json.array().add(Json.object().add("text", transcript)))))
                .add("generationConfig", configuration)
                .build();
        return send(PATH, SandboxClient.LLM_KEY, body.toString());
    }

    /** @param key {@code null} for none */
    private HttpResponse<String> send(String path, String key, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("x-goog-api-key", key);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject analysis(HttpResponse<String> answer) {
        return Json.parse(text(answer).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(HttpResponse<String> answer) {
        return SandboxClient.json(answer)
                .getJsonArray("candidates")
                .getJsonObject(0)
                .getJsonObject("content")
                .getJsonArray("parts")
                .getJsonObject(0)
                .getString("text");
    }
}
