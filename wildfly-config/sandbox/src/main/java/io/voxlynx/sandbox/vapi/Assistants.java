package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.Refused;
import io.voxlynx.sandbox.http.Request;
import io.voxlynx.sandbox.journal.Journal;
import io.voxlynx.sandbox.shared.Iso;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The assistants of the organisation: two to import, and what the product creates. They survive a restart. */
final class Assistants implements AutoCloseable {
    private final Map<String, JsonObject> byId = new ConcurrentHashMap<>();
    private final Journal journal;

    Assistants(Path file) throws IOException {
        seed("sandbox-assistant-1", "Appointment reminder", "Hello, I am calling about your appointment.");
        seed("sandbox-assistant-2", "Customer survey", "Hello, do you have a minute for three short questions?");
        journal = new Journal(file, (offset, line) -> {
            if (line.containsKey("saved")) {
                JsonObject assistant = line.getJsonObject("saved");
                byId.put(assistant.getString("id"), assistant);
            } else {
                byId.remove(line.getString("deleted"));
            }
        });
    }

    private void seed(String id, String name, String firstMessage) {
        var model = Json.object()
                .add("provider", "openai")
                .add("model", "gpt-4o")
                .add(
                        "messages",
                        Json.array()
                                .add(Json.object()
                                        .add("role", "system")
                                        .add("content", "You are a friendly caller. Be brief.")));
        byId.put(
                id,
                Json.object()
                        .add("id", id)
                        .add("orgId", VapiApi.ORGANISATION)
                        .add("createdAt", "2026-01-01T00:00:00.000Z")
                        .add("updatedAt", "2026-01-01T00:00:00.000Z")
                        .add("name", name)
                        .add("model", model)
                        .add("voice", Json.object().add("provider", "11labs").add("voiceId", "sarah"))
                        .add("firstMessage", firstMessage)
                        .build());
    }

    Optional<JsonObject> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Answer create(Request request) {
        JsonObject body = checked(request);
        String now = Iso.millis(Instant.now());
        var assistant = Json.object()
                .add("id", UUID.randomUUID().toString())
                .add("orgId", VapiApi.ORGANISATION)
                .add("createdAt", now)
                .add("updatedAt", now);
        body.forEach(assistant::add);
        return Answer.created(save(assistant.build()));
    }

    Answer list(Request request) {
        var found = byId.values().stream()
                .sorted(Comparator.comparing((JsonObject assistant) -> assistant.getString("createdAt"))
                        .reversed()
                        .thenComparing(assistant -> assistant.getString("id")))
                .limit(ListQuery.read(request, Set.of()).limit())
                .toList();
        return Answer.ok(Json.array(found).build());
    }

    Answer get(Request request) {
        return Answer.ok(known(request));
    }

    Answer update(Request request) {
        JsonObject changes = checked(request);
        var assistant = Json.object(known(request));
        changes.forEach((name, value) -> {
            if (value == JsonValue.NULL) {
                assistant.remove(name);
            } else {
                assistant.add(name, value);
            }
        });
        return Answer.ok(
                save(assistant.add("updatedAt", Iso.millis(Instant.now())).build()));
    }

    Answer delete(Request request) {
        JsonObject assistant = known(request);
        String id = assistant.getString("id");
        journal.append(Json.object().add("deleted", id).build()).join();
        byId.remove(id);
        return Answer.ok(assistant);
    }

    private JsonObject save(JsonObject assistant) {
        journal.append(Json.object().add("saved", assistant).build()).join();
        byId.put(assistant.getString("id"), assistant);
        return assistant;
    }

    private JsonObject known(Request request) {
        return request.parameter("id")
                .flatMap(this::find)
                .orElseThrow(() -> new Refused(404, "Couldn't Get Assistant. Does Not Exist."));
    }

    private static JsonObject checked(Request request) {
        JsonObject body = request.json();
        Fields fields = Fields.of(body);
        AssistantRules.check(fields);
        fields.check();
        return body;
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
