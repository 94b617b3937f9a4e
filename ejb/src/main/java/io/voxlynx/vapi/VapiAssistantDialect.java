package io.voxlynx.vapi;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.assistant.AssistantConfig;
import io.voxlynx.assistant.AssistantConfig.Options;
import io.voxlynx.assistant.AssistantConfig.Voice;
import io.voxlynx.assistant.ProviderAssistant;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says an assistant in Vapi's words and reads it back. Vapi replaces {@code model}, {@code voice} and {@code
 * artifactPlan} as wholes, so they are built on what Vapi has now and keep what we have no word for.
 */
final class VapiAssistantDialect {

    /** Vapi wants a model as soon as there is a prompt. */
    private static final String DEFAULT_MODEL = "gpt-4o";

    private static final Map<String, String> MAKER_BY_PREFIX = Map.of(
            "gpt", "openai", "o1", "openai", "o3", "openai", "o4", "openai", "claude", "anthropic", "gemini", "google");

    private VapiAssistantDialect() {}

    /**
     * @param present the assistant at Vapi now; an empty object for a new one
     * @return the members to create it with or to change
     */
    static JsonObject say(AssistantConfig config, JsonObject present) {
        JsonObjectBuilder said = JSON.createObjectBuilder();
        if (config.model() != null || config.systemPrompt() != null) {
            said.add("model", model(config, part(present, "model")));
        }
        ifPresent(config.voice(), voice -> said.add("voice", voice(voice, part(present, "voice"))));
        ifPresent(config.firstMessage(), text -> said.add("firstMessage", text));
        ifPresent(config.options(), options -> {
            ifPresent(options.endCallMessage(), text -> said.add("endCallMessage", text));
            ifPresent(
                    options.recordingEnabled(),
                    on -> said.add(
                            "artifactPlan",
                            JSON.createObjectBuilder(part(present, "artifactPlan"))
                                    .add("recordingEnabled", on)));
        });
        return said.build();
    }

    static ProviderAssistant read(JsonObject assistant) {
        JsonObject model = part(assistant, "model");
        JsonObject voice = part(assistant, "voice");
        JsonObject recording = part(assistant, "artifactPlan");
        Options options = new Options(text(assistant, "endCallMessage"), flag(recording, "recordingEnabled"));
        return new ProviderAssistant(
                text(assistant, "id"),
                text(assistant, "name"),
                new AssistantConfig(
                        modelName(model),
                        voice.isEmpty() ? null : new Voice(text(voice, "provider"), text(voice, "voiceId")),
                        systemPrompt(model),
                        text(assistant, "firstMessage"),
                        options.equals(new Options(null, null)) ? null : options));
    }

    private static JsonObject model(AssistantConfig config, JsonObject present) {
        JsonObjectBuilder model = JSON.createObjectBuilder(present);
        if (config.model() != null || !present.containsKey("model")) {
            String name = config.model() == null ? DEFAULT_MODEL : config.model();
            int slash = name.indexOf('/');
            model.add("provider", slash > 0 ? name.substring(0, slash) : maker(name));
            model.add("model", name.substring(slash + 1));
        }
        if (config.systemPrompt() != null) {
            model.add("messages", messages(config.systemPrompt(), present));
        }
        return model.build();
    }

    /** The prompt is the system's message; the others stay. */
    private static JsonArray messages(String systemPrompt, JsonObject model) {
        JsonArrayBuilder messages = JSON.createArrayBuilder()
                .add(JSON.createObjectBuilder().add("role", "system").add("content", systemPrompt));
        if (model.get("messages") instanceof JsonArray present) {
            present.stream().filter(message -> !isSystem(message)).forEach(messages::add);
        }
        return messages.build();
    }

    private static String maker(String model) {
        return MAKER_BY_PREFIX.entrySet().stream()
                .filter(entry -> model.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("openai");
    }

    private static JsonObject voice(Voice voice, JsonObject present) {
        JsonObjectBuilder said = JSON.createObjectBuilder(present);
        ifPresent(voice.provider(), provider -> said.add("provider", provider));
        ifPresent(voice.voiceId(), id -> said.add("voiceId", id));
        return said.build();
    }

    /** With its maker only where the name alone would lead back to another. */
    private static String modelName(JsonObject model) {
        String name = text(model, "model");
        String maker = text(model, "provider");
        return name == null || maker == null || maker.equals(maker(name)) ? name : maker + "/" + name;
    }

    private static String systemPrompt(JsonObject model) {
        if (!(model.get("messages") instanceof JsonArray messages)) {
            return null;
        }
        return messages.stream()
                .filter(VapiAssistantDialect::isSystem)
                .map(message -> text(message.asJsonObject(), "content"))
                .findFirst()
                .orElse(null);
    }

    private static boolean isSystem(JsonValue message) {
        return message instanceof JsonObject object && "system".equals(text(object, "role"));
    }

    private static JsonObject part(JsonObject whole, String name) {
        return whole.get(name) instanceof JsonObject part ? part : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.getString() : null;
    }

    private static Boolean flag(JsonObject object, String name) {
        JsonValue value = object.get(name);
        return value == JsonValue.TRUE || value == JsonValue.FALSE ? Boolean.valueOf(value == JsonValue.TRUE) : null;
    }

    private static <T> void ifPresent(T value, Consumer<T> use) {
        Optional.ofNullable(value).ifPresent(use);
    }
}
