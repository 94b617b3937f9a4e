package io.voxlynx.sandbox.http;

import io.undertow.server.HttpServerExchange;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** A request with its body already read. */
public record Request(HttpServerExchange exchange, byte[] body) {
    /** The value of a path or query parameter. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(exchange.getQueryParameters().get(name)).map(Deque::peekFirst);
    }

    /** The value of a parameter that is a number not below 0; anything else is refused with 400. */
    public long number(String name, long otherwise) {
        String text = parameter(name).orElse(Long.toString(otherwise));
        if (!text.matches("\\d{1,18}")) {
            throw new Refused(400, name + " must be a number not below 0");
        }
        return Long.parseLong(text);
    }

    /** The value of a parameter that is an instant, such as 2026-11-21T10:00:00Z; anything else is refused with 400. */
    public Instant instant(String name, Instant otherwise) {
        try {
            return parameter(name).map(Instant::parse).orElse(otherwise);
        } catch (DateTimeParseException wrong) {
            throw new Refused(400, name + " must be an instant: " + wrong.getMessage());
        }
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
