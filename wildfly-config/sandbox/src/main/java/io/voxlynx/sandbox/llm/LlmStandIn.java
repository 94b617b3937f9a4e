package io.voxlynx.sandbox.llm;

import io.undertow.server.RoutingHandler;
import io.undertow.util.HttpString;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.JsonHandler;
import io.voxlynx.sandbox.http.Reply;
import io.voxlynx.sandbox.http.Request;
import io.voxlynx.sandbox.shared.Iso;
import io.voxlynx.sandbox.shared.Threads;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** {@code POST /v1beta/models/<model>:generateContent}, what was asked of it, and its bad days. */
public final class LlmStandIn implements AutoCloseable {
    private static final String OPERATION = ":generateContent";
    private static final int KEPT = 1_000;

    private final byte[] apiKey;
    private final AtomicReference<Optional<LlmFault>> fault = new AtomicReference<>(Optional.empty());
    // By the hash of the transcript, which may be long.
    private final Map<Integer, Integer> tries = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<JsonObject> requests = new ConcurrentLinkedDeque<>();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(Threads.daemons("llm-"));

    /** @param apiKey what callers must show in {@code x-goog-api-key} */
    public LlmStandIn(String apiKey) {
        this.apiKey = apiKey.getBytes(StandardCharsets.UTF_8);
    }

    public void addTo(RoutingHandler routes) {
        routes.post("/v1beta/models/{operation}", JsonHandler.of(this::generate))
                .get(
                        "/sandbox/llm/requests",
                        JsonHandler.of((request, reply) ->
                                reply.send(Answer.ok(Json.array(requests).build()))))
                .get("/sandbox/llm/behaviour", JsonHandler.of((request, reply) -> reply.send(behaviour())))
                .put("/sandbox/llm/behaviour", JsonHandler.of((request, reply) -> {
                    fault.set(LlmFault.read(request.json()));
                    reply.send(behaviour());
                }));
    }

    private Answer behaviour() {
        return Answer.ok(fault.get().map(LlmFault::toJson).orElse(JsonValue.EMPTY_JSON_OBJECT));
    }

    private void generate(Request request, Reply reply) {
        String operation = request.parameter("operation").orElseThrow();
        Optional<Answer> refusal = refusal(request, operation);
        if (refusal.isPresent()) {
            note(
                    operation,
                    JsonValue.EMPTY_JSON_OBJECT,
                    Integer.toString(refusal.get().status()));
            reply.send(refusal.get());
            return;
        }
        JsonObject asked = request.json();
        String read = textsOf(asked);
        int nth = tries.merge(read.hashCode(), 1, Integer::sum);
        Optional<LlmFault> now = LlmFault.markedIn(read).or(fault::get).filter(wanted -> wanted.hits(nth));
        note(operation, asked, now.map(found -> found.kind().word()).orElse("200"));
        if (now.isPresent() && now.get().kind() == LlmFault.Kind.HANG) {
            scheduler.schedule(reply::reset, now.get().hangMillis(), TimeUnit.MILLISECONDS);
        } else {
            reply.send(answer(asked, read, operation.replace(OPERATION, ""), now));
        }
    }

    private Optional<Answer> refusal(Request request, String operation) {
        String given = request.exchange().getRequestHeaders().getFirst(new HttpString("x-goog-api-key"));
        if (request.parameter("key").isPresent()) {
            return Optional.of(error(400, "INVALID_ARGUMENT", "The sandbox takes no key in the URL.", Map.of()));
        }
        if (given == null) {
            return Optional.of(error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.", Map.of()));
        }
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), apiKey)) {
            return Optional.of(
                    error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", Map.of()));
        }
        if (!operation.endsWith(OPERATION)) {
            return Optional.of(error(404, "NOT_FOUND", "There is no " + operation, Map.of()));
        }
        return Optional.empty();
    }

    private static Answer answer(JsonObject asked, String read, String model, Optional<LlmFault> fault) {
        LlmFault.Kind flaw = fault.map(LlmFault::kind).orElse(null);
        if (flaw == LlmFault.Kind.TOO_MANY_REQUESTS) {
            String seconds = Integer.toString(fault.get().retryAfterSeconds());
            return error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted.", Map.of("Retry-After", seconds));
        }
        if (flaw == LlmFault.Kind.ERROR) {
            return error(500, "INTERNAL", "An internal error has occurred.", Map.of());
        }
        var body = Json.object();
        if (flaw == LlmFault.Kind.NO_CANDIDATES) {
            body.add("promptFeedback", Json.object().add("blockReason", "OTHER"));
        } else if (flaw == LlmFault.Kind.SAFETY) {
            body.add(
                    "candidates",
                    Json.array().add(Json.object().add("finishReason", "SAFETY").add("index", 0)));
        } else {
            body.add("candidates", Json.array().add(candidate(asked, read, flaw)));
        }
        int words = read.split("\\s+").length;
        body.add(
                        "usageMetadata",
                        Json.object()
                                .add("promptTokenCount", words)
                                .add("candidatesTokenCount", 60)
                                .add("totalTokenCount", words + 60))
                .add("modelVersion", model)
                .add("responseId", Integer.toHexString(read.hashCode()));
        return Answer.ok(body.build());
    }

    private static JsonObject candidate(JsonObject asked, String read, LlmFault.Kind flaw) {
        String json = new Essay(read, flaw).write(schemaOf(asked)).toString();
        String text = flaw == null
                ? json
                : switch (flaw) {
                    case NOT_JSON -> "I am sorry, I can only talk about the weather.";
                    case FENCED -> "```json\n" + json + "\n```";
                    case MAX_TOKENS -> json.substring(0, json.length() / 2);
                    default -> json;
                };
        return Json.object()
                .add(
                        "content",
                        Json.object()
                                .add("parts", Json.array().add(Json.object().add("text", text)))
                                .add("role", "model"))
                .add("finishReason", flaw == LlmFault.Kind.MAX_TOKENS ? "MAX_TOKENS" : "STOP")
                .add("index", 0)
                .build();
    }

    /** {@code null} if none is asked for. */
    private static JsonObject schemaOf(JsonObject asked) {
        JsonObject configuration = asked.containsKey("generationConfig")
                ? asked.getJsonObject("generationConfig")
                : JsonValue.EMPTY_JSON_OBJECT;
        return configuration.containsKey("responseSchema")
                ? configuration.getJsonObject("responseSchema")
                : configuration.getJsonObject("responseJsonSchema");
    }

    /** The texts of the contents, without those of the system instruction. */
    private static String textsOf(JsonObject asked) {
        return objects(asked.get("contents")).stream()
                .flatMap(content -> objects(content.get("parts")).stream())
                .map(part -> part.get("text"))
                .filter(JsonString.class::isInstance)
                .map(text -> ((JsonString) text).getString())
                .collect(Collectors.joining("\n"));
    }

    private static List<JsonObject> objects(JsonValue array) {
        return array instanceof JsonArray elements
                ? elements.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonValue::asJsonObject)
                        .toList()
                : List.of();
    }

    private static Answer error(int code, String status, String message, Map<String, String> headers) {
        var error = Json.object().add("code", code).add("message", message).add("status", status);
        return new Answer(code, Json.object().add("error", error).build(), headers);
    }

    private void note(String operation, JsonObject asked, String answer) {
        requests.add(Json.object()
                .add("receivedAt", Iso.micros(Instant.now()))
                .add("operation", operation)
                .add("answer", answer)
                .add("body", asked)
                .build());
        if (requests.size() > KEPT) {
            requests.removeFirst();
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
