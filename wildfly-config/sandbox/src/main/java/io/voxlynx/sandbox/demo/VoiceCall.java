package io.voxlynx.sandbox.demo;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One telephone call of a voice agent, from the order to its analysis: its owner orders, transfers and ends it, the
 * agent's worker reports what was said and used, a server of the customer is told.
 */
public final class VoiceCall {

    private static final String AGENT = "Demo receptionist";
    // Kept for fiction; the sandbox lets these two answer.
    private static final String CALLEE = "+12125550100";
    private static final String COLLEAGUE = "+16465550100";
    private static final String CALLBACKS = "/sandbox/callbacks/demo-";
    private static final Set<String> FINAL = Set.of("COMPLETED", "FAILED");
    private static final int LAST_LOOKS = 60;

    private final Api owner;
    private final String ownerId;
    private final Api worker;
    private final Api sandbox;
    private final PrintStream out;
    private final Demo.Pace pace;

    /**
     * @param owner a voice user
     * @param ownerId the subject of his token
     * @param worker the identity of the agents' worker
     * @param sandbox takes the callbacks
     */
    public VoiceCall(Api owner, String ownerId, Api worker, Api sandbox, PrintStream out, Demo.Pace pace) {
        this.owner = owner;
        this.ownerId = ownerId;
        this.worker = worker;
        this.sandbox = sandbox;
        this.out = out;
        this.pace = pace;
    }

    public void run() throws InterruptedException {
        out.println();
        out.println("One call of a voice agent, through LiveKit's stand-in:");
        JsonObject agent = agent();
        String receiver = CALLBACKS + Instant.now().toEpochMilli();
        Instant begin = Instant.now();
        String id = owner.post("/api/calls/outbound", order(agent, receiver))
                .require(201)
                .json()
                .getString("call_id");
        String session = "/api/sessions/" + id;
        fact("RINGING", CALLEE);
        String taken = until(
                        () -> owner.get("/api/calls/" + id + "/status")
                                .require(200)
                                .json(),
                        call -> !call.getString("call_status").equals("RINGING"))
                .map(call -> call.getString("call_status"))
                .orElse("RINGING");
        fact(taken, "after " + Duration.between(begin, Instant.now()).toMillis() / 1000.0 + " s");
        if (taken.equals("ANSWERED")) {
            talk(session, id, agent);
            JsonObject transfer =
                    owner.post(session + "/transfer", transfer()).require(200).json();
            fact("Transferred, " + transfer.getString("transfer_type"), transfer.getString("transferred_to"));
            owner.post("/api/telephony/outbound/call/" + id + "/end").require(200);
        }
        tell(session, receiver);
    }

    private JsonObject agent() {
        return owner
                .get("/api/agents?limit=100")
                .require(200)
                .json()
                .getJsonArray("agents")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(agent -> agent.getString("name").equals(AGENT))
                .findFirst()
                .orElseGet(() -> owner.post(
                                "/api/agents",
                                Json.createObjectBuilder()
                                        .add("name", AGENT)
                                        .add("systemPrompt", "You answer for a small lamp shop. Be brief and kind.")
                                        .add("sttProvider", "deepgram")
                                        .add("llmProvider", "gemini")
                                        .add("ttsProvider", "resemble")
                                        .build())
                        .require(201)
                        .json());
    }

    private JsonObject order(JsonObject agent, String receiver) {
        return Json.createObjectBuilder()
                .add("agent_id", agent.getString("id"))
                .add("phone_number", CALLEE)
                .add("callback_url", sandbox.base() + receiver)
                .build();
    }

    private static JsonObject transfer() {
        return Json.createObjectBuilder()
                .add("phone_number", COLLEAGUE)
                .add("type", "warm")
                .build();
    }

    /** What the worker reports while the agent talks. */
    private void talk(String session, String id, JsonObject agent) {
        say(session, "agent", "Good morning, this is the lamp shop. Your lamp has arrived.");
        say(session, "user", "Perfect, thank you. May I talk to somebody about the cable?");
        say(session, "agent", "Of course. I am getting a colleague.");
        measured(id, agent, "stt_minutes", "deepgram", usage("audio_duration_seconds", 42));
        measured(
                id,
                agent,
                "llm_tokens",
                "gemini",
                Json.createObjectBuilder()
                        .add("input_tokens", 1_800)
                        .add("output_tokens", 240)
                        .build());
        charged(id, agent);
    }

    private void say(String session, String speaker, String text) {
        worker.post(
                        session + "/transcripts",
                        Json.createObjectBuilder()
                                .add("speaker", speaker)
                                .add("text", text)
                                .add("timestamp", Instant.now().toString())
                                .build())
                .require(201);
    }

    /** Usage of which the rates say what it costs. */
    private void measured(String id, JsonObject agent, String type, String provider, JsonObject data) {
        worker.post(
                        "/api/usage/events",
                        Json.createObjectBuilder(event(id, agent, type, provider))
                                .add("usage_data", data)
                                .build())
                .require(201);
    }

    /** Usage that says itself what it costs. */
    private void charged(String id, JsonObject agent) {
        worker.post(
                        "/api/usage/events",
                        Json.createObjectBuilder(event(id, agent, "tts_characters", "resemble"))
                                .add("quantity", 118)
                                .add("unit_cost", new BigDecimal("0.0003"))
                                .add("total_cost", new BigDecimal("0.0354"))
                                .build())
                .require(201);
    }

    private JsonObject event(String id, JsonObject agent, String type, String provider) {
        return Json.createObjectBuilder()
                .add("session_id", id)
                .add("user_id", ownerId)
                .add("agent_id", agent.getString("id"))
                .add("event_type", type)
                .add("provider", provider)
                .build();
    }

    private static JsonObject usage(String name, int amount) {
        return Json.createObjectBuilder().add(name, amount).build();
    }

    private void tell(String session, String receiver) throws InterruptedException {
        JsonObject end = until(
                        () -> owner.get(session).require(200).json(), seen -> FINAL.contains(seen.getString("status")))
                .orElseGet(() -> owner.get(session).require(200).json());
        JsonArray transcript = end.getJsonArray("transcript");
        fact(
                "Session " + end.getString("status"),
                "call " + end.getString("call_status") + ", " + end.get("duration") + " s, " + transcript.size()
                        + " lines of transcript");
        JsonObject costs = owner.get(session + "/cost-breakdown").require(200).json();
        fact(
                "Cost",
                "$" + costs.get("total_cost") + " of "
                        + costs.getJsonArray("events").size() + " events: " + byType(costs));
        analysis(session);
        List<String> told = sandbox.get(receiver).require(200).array().getValuesAs(JsonObject.class).stream()
                .map(callback -> callback.getJsonObject("headers"))
                .map(headers -> headers.getString("X-VoxLynx-Event", "?"))
                .toList();
        fact("Signed callbacks", String.join(", ", told));
    }

    private static String byType(JsonObject costs) {
        return costs.getJsonObject("cost_by_type").entrySet().stream()
                .map(type -> type.getKey() + " $" + type.getValue())
                .collect(Collectors.joining(", "));
    }

    private void analysis(String session) throws InterruptedException {
        Optional<Answer> analysis = until(
                () -> owner.get(session + "/analysis").require(200),
                answer -> !answer.text().equals("null"));
        if (analysis.isPresent()) {
            JsonObject found = analysis.get().json();
            fact("Analysis: " + found.getString("sentiment"), found.getString("summary"));
        } else {
            fact("Analysis", "none yet; it is at " + session + "/analysis when it is there");
        }
    }

    /** Looks until what it sees is wanted; empty if that takes too long or the platform has ended. */
    private <T> Optional<T> until(Supplier<T> look, Predicate<T> wanted) throws InterruptedException {
        for (int i = 0; i < LAST_LOOKS; i++) {
            T seen = look.get();
            if (wanted.test(seen)) {
                return Optional.of(seen);
            }
            if (!pace.next()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void fact(String name, Object value) {
        out.printf("  %-30s %s%n", name, value);
    }
}
