package io.voxlynx.systemtests.harness;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.concurrent.atomic.AtomicInteger;

/** What agents of tests are made of. */
public final class TestAgents {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private TestAgents() {}

    /** All that an agent needs, and nothing else. */
    public static JsonObjectBuilder profile() {
        return Json.createObjectBuilder()
                .add("name", "Reception")
                .add("systemPrompt", "Ask what the caller wants, and connect him.")
                .add("sttProvider", "deepgram")
                .add("llmProvider", "gemini")
                .add("ttsProvider", "resemble");
    }

    /** A number that no other test has. */
    public static String phoneNumber() {
        return "+1212555%04d".formatted(NUMBERS.incrementAndGet());
    }
}
