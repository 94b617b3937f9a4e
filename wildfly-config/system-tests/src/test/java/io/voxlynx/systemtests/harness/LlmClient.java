package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * The stand-in for the language model. A transcript with {@code [[llm:429]]} in it fails so, with {@code [[llm:429*2]]} at
 * its first two tries; the sandbox's README has the words.
 */
public final class LlmClient {

    private final LocalPlatform platform;

    LlmClient(LocalPlatform platform) {
        this.platform = platform;
    }

    /** Every request in whose body the text stands: receivedAt, operation, answer, body. */
    public List<JsonObject> requestsWith(String text) {
        return control().get("/sandbox/llm/requests").require(200).array().getValuesAs(JsonObject.class).stream()
                .filter(request -> request.get("body").toString().contains(text))
                .toList();
    }

    /** The same fields as {@code PUT /sandbox/llm/behaviour}; until the next test. Rather use a marker. */
    public void behave(JsonObject fault) {
        control().put("/sandbox/llm/behaviour", fault).require(200);
    }

    void behaveWell() {
        behave(JsonValue.EMPTY_JSON_OBJECT);
    }

    private Api control() {
        return Api.of(platform.sandbox().url());
    }
}
