package io.voxlynx.vapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.assistant.AssistantConfig;
import io.voxlynx.assistant.AssistantConfig.Options;
import io.voxlynx.assistant.AssistantConfig.Voice;
import io.voxlynx.assistant.ProviderAssistant;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VapiAssistantDialectTest {

    private static final AssistantConfig WHOLE = new AssistantConfig(
            "gpt-4", new Voice("11labs", "v1"), "Sell politely", "Hello", new Options("Goodbye", true));

    @Test
    void saysAWholeAssistantInVapisWords() {
        assertThat(VapiAssistantDialect.say(WHOLE, JsonValue.EMPTY_JSON_OBJECT)).isEqualTo(json("""
                {"model": {"provider": "openai", "model": "gpt-4",
                           "messages": [{"role": "system", "content": "Sell politely"}]},
                 "voice": {"provider": "11labs", "voiceId": "v1"},
                 "firstMessage": "Hello",
                 "endCallMessage": "Goodbye",
                 "artifactPlan": {"recordingEnabled": true}}"""));
    }

    @Test
    void readsBackWhatItSaid() {
        JsonObject said = Json.createObjectBuilder(VapiAssistantDialect.say(WHOLE, JsonValue.EMPTY_JSON_OBJECT))
                .add("id", "a1")
                .add("name", "Seller")
                .build();
        assertThat(VapiAssistantDialect.read(said)).isEqualTo(new ProviderAssistant("a1", "Seller", WHOLE));
    }

    @Test
    void saysNothingOfWhatIsAbsent() {
        assertThat(VapiAssistantDialect.say(
                        new AssistantConfig(null, null, null, null, null), JsonValue.EMPTY_JSON_OBJECT))
                .isEmpty();
    }

    @Test
    void namesAModelAsSoonAsThereIsAPrompt() {
        JsonObject said = VapiAssistantDialect.say(
                new AssistantConfig(null, null, "Sell", null, null), JsonValue.EMPTY_JSON_OBJECT);
        assertThat(said.getJsonObject("model").getString("provider")).isEqualTo("openai");
        assertThat(said.getJsonObject("model").containsKey("model")).isTrue();
    }

    @Test
    void keepsWhatItHasNoWordFor() {
        JsonObject present = json("""
                {"model": {"provider": "anthropic", "model": "claude-x", "temperature": 0.3,
                           "messages": [{"role": "system", "content": "old"}, {"role": "user", "content": "hm"}]},
                 "artifactPlan": {"recordingEnabled": true, "videoRecordingEnabled": false}}""");
        assertThat(VapiAssistantDialect.say(
                        new AssistantConfig(null, null, "new", null, new Options(null, false)), present))
                .isEqualTo(json("""
                        {"model": {"provider": "anthropic", "model": "claude-x", "temperature": 0.3,
                                   "messages": [{"role": "system", "content": "new"}, {"role": "user", "content": "hm"}]},
                         "artifactPlan": {"recordingEnabled": false, "videoRecordingEnabled": false}}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, openai, gpt-4o",
        "claude-sonnet-4, anthropic, claude-sonnet-4",
        "gemini-2.0-flash, google, gemini-2.0-flash",
        "groq/llama-3, groq, llama-3",
        "something-new, openai, something-new"
    })
    void knowsTheMakerOfAModel(String model, String maker, String name) {
        JsonObject said = VapiAssistantDialect.say(
                        new AssistantConfig(model, null, null, null, null), JsonValue.EMPTY_JSON_OBJECT)
                .getJsonObject("model");
        assertThat(said.getString("provider")).isEqualTo(maker);
        assertThat(said.getString("model")).isEqualTo(name);
        assertThat(VapiAssistantDialect.read(json("{\"id\":\"a\",\"model\":" + said + "}"))
                        .config()
                        .model())
                .isEqualTo(model);
    }

    @Test
    void readsABareAssistant() {
        assertThat(VapiAssistantDialect.read(json("{\"id\": \"a1\", \"voice\": null, \"model\": \"odd\"}")))
                .isEqualTo(new ProviderAssistant("a1", null, new AssistantConfig(null, null, null, null, null)));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
