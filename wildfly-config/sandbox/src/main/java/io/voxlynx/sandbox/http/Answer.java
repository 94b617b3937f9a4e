package io.voxlynx.sandbox.http;

import jakarta.json.JsonValue;
import java.util.Map;

/**
 * What goes back to the caller.
 *
 * @param body {@code null} for an answer without a body
 */
public record Answer(int status, JsonValue body, Map<String, String> headers) {
    public static Answer ok(JsonValue body) {
        return new Answer(200, body, Map.of());
    }

    public static Answer created(JsonValue body) {
        return new Answer(201, body, Map.of());
    }
}
