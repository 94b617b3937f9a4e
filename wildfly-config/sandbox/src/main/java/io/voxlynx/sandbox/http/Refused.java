package io.voxlynx.sandbox.http;

import io.undertow.util.StatusCodes;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * A request that is not granted, answered as Vapi does: {@code {"message": …, "error": "Bad Request", "statusCode": 400}},
 * where {@code message} is a list when the fields of the body are at fault.
 */
public final class Refused extends RuntimeException {
    private final transient Answer answer;

    private Refused(int status, JsonValue message, String text, JsonObject more, Map<String, String> headers) {
        super(text);
        var body = Json.object()
                .add("message", message)
                .add("error", StatusCodes.getReason(status))
                .add("statusCode", status);
        more.forEach(body::add);
        answer = new Answer(status, body.build(), headers);
    }

    public Refused(int status, String message) {
        this(status, message, JsonValue.EMPTY_JSON_OBJECT, Map.of());
    }

    public Refused(int status, String message, JsonObject more, Map<String, String> headers) {
        this(status, Json.text(message), message, more, headers);
    }

    public static Refused invalid(List<String> problems) {
        var messages = Json.array();
        problems.forEach(messages::add);
        return new Refused(400, messages.build(), String.join("; ", problems), JsonValue.EMPTY_JSON_OBJECT, Map.of());
    }

    public Answer answer() {
        return answer;
    }
}
