package io.voxlynx.sandbox.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** @param request method and path that were asked, for messages */
public record Answer(String request, int status, HttpHeaders headers, byte[] body) {

    /** This answer, when it has one of the statuses. */
    public Answer require(int... expected) {
        if (IntStream.of(expected).noneMatch(wanted -> wanted == status)) {
            throw new UnexpectedAnswer(
                    request + " answered " + status + ", not " + Arrays.toString(expected) + ": " + text());
        }
        return this;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonObject json() {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        }
    }

    public JsonArray array() {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readArray();
        }
    }

    /** The "error" of the standard shape. */
    public JsonObject error() {
        return json().getJsonObject("error");
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    @Override
    public String toString() {
        return request + " → " + status + " " + text();
    }
}
