package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.shared.Iso;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What is known of a call once it is over: reason, times, costs, what was said, and what to think of it. */
final class Report {
    private static final List<String> QUESTIONS = List.of(
            "Would Tuesday morning suit you?",
            "May I send you the details by mail?",
            "How happy were you with our last visit?",
            "Is this still the right number for you?",
            "Shall I put you down for ten o'clock?",
            "Is there anything else I can do for you?");
    private static final List<String> REPLIES = List.of(
            "Yes, that would be fine.",
            "Hm, let me think. I would rather have the afternoon.",
            "Sure, go ahead.",
            "No, thank you, not at the moment.",
            "Could you say that again, please?",
            "I am at work just now, please be quick.");
    /** USD for a minute. */
    private static final Map<String, BigDecimal> RATES = Map.of(
            "transport", new BigDecimal("0.0140"),
            "stt", new BigDecimal("0.0108"),
            "llm", new BigDecimal("0.0210"),
            "tts", new BigDecimal("0.0360"),
            "vapi", new BigDecimal("0.0500"));

    private static final List<String> COMPONENTS = List.of("transport", "stt", "llm", "tts", "vapi");

    private final Call call;
    private final Instant endedAt;
    private final BigDecimal minutes;
    private final StringJoiner transcript = new StringJoiner("\n", "", "\n").setEmptyValue("");
    private final JsonArrayBuilder messages = Json.array();

    private Report(Call call, Instant endedAt) {
        this.call = call;
        this.endedAt = endedAt;
        long millis = call.startedAt() == null
                ? 0
                : Duration.between(call.startedAt(), endedAt).toMillis();
        this.minutes = BigDecimal.valueOf(millis).divide(BigDecimal.valueOf(60_000), 6, RoundingMode.HALF_UP);
    }

    /** The fields that the end adds to a call. */
    static JsonObject of(Call call, String endedReason, Instant endedAt) {
        return new Report(call, endedAt).write(endedReason);
    }

    private JsonObject write(String endedReason) {
        boolean connected = call.startedAt() != null;
        if (connected) {
            talk();
        }
        String said = transcript.toString();
        var ending = Json.object()
                .add("status", "ended")
                .add("endedReason", endedReason)
                .add("endedAt", Iso.millis(endedAt))
                .add("updatedAt", Iso.millis(endedAt));
        if (connected) {
            ending.add("startedAt", Iso.millis(call.startedAt()));
        }
        var artifact = Json.object().add("messages", messages).add("transcript", said);
        if (connected) {
            artifact.add("recordingUrl", recording(""));
            artifact.add("stereoRecordingUrl", recording("-stereo"));
        }
        costs(ending, said.length());
        return ending.add("artifact", artifact)
                .add("analysis", connected ? analysis() : JsonValue.EMPTY_JSON_OBJECT)
                .build();
    }

    private void talk() {
        // Chosen by the number of turns, so that the same outcome has the same words.
        int turns = call.outcome().turns();
        say("bot", "AI", call.assistant().getString("firstMessage", "Hello."), 0);
        for (int i = 0; i < turns; i++) {
            double share = (i + 0.5) / turns;
            say("user", "User", REPLIES.get((turns + i) % REPLIES.size()), share);
            say("bot", "AI", QUESTIONS.get((turns * 2 + i) % QUESTIONS.size()), share + 0.25 / turns);
        }
    }

    private void say(String role, String speaker, String words, double share) {
        long total = Duration.between(call.startedAt(), endedAt).toMillis();
        long into = Math.round(total * share);
        messages.add(Json.object()
                .add("role", role)
                .add("message", words)
                .add("time", call.startedAt().plusMillis(into).toEpochMilli())
                .add("secondsFromStart", BigDecimal.valueOf(into, 3)));
        transcript.add(speaker + ": " + words);
    }

    private JsonObject analysis() {
        boolean success = call.outcome().success();
        return Json.object()
                .add(
                        "summary",
                        success
                                ? "The customer was reached and agreed to the next step."
                                : "The customer was reached, but no next step was agreed.")
                .add("successEvaluation", Boolean.toString(success))
                .build();
    }

    private void costs(JsonObjectBuilder ending, int characters) {
        var breakdown = Json.object();
        var costs = Json.array();
        BigDecimal total = BigDecimal.ZERO;
        for (String component : COMPONENTS) {
            BigDecimal cost = RATES.get(component).multiply(minutes).setScale(4, RoundingMode.HALF_UP);
            total = total.add(cost);
            breakdown.add(component, cost);
            costs.add(Json.object()
                    .add(
                            "type",
                            Map.of("stt", "transcriber", "llm", "model", "tts", "voice")
                                    .getOrDefault(component, component))
                    .add("minutes", minutes)
                    .add("cost", cost));
        }
        ending.add("cost", total)
                .add("costs", costs)
                .add(
                        "costBreakdown",
                        breakdown
                                .add("total", total)
                                .add("llmPromptTokens", characters * 2)
                                .add("llmCompletionTokens", characters / 8)
                                .add("ttsCharacters", characters / 2));
    }

    private String recording(String kind) {
        return "https://storage.sandbox.invalid/" + call.id() + kind + ".wav";
    }
}
