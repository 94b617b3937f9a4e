package io.voxlynx.sandbox.http;

import io.undertow.server.HttpServerExchange;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** A request with its body already read. */
public record Request(HttpServerExchange exchange, byte[] body) {
    /** The value of a path or query parameter. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(exchange.getQueryParameters().get(name)).map(Deque::peekFirst);
    }

    public Map<String, Deque<String>> parameters() {
        return exchange.getQueryParameters();
    }

    /** The body as a JSON object; anything else is refused with 400. */
    public JsonObject json() {
        try {
            return Json.parse(body);
        } catch (JsonException notJson) {
            throw new Refused(400, "The body must be a JSON object: " + notJson.getMessage());
        }
    }
}
