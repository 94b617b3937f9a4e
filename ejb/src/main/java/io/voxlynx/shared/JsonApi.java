package io.voxlynx.shared;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;

/**
 * JSON-P, found once. The static methods of {@code jakarta.json.Json} look for an implementation at every call, in all
 * the libraries of the deployment: of a node that dials they took a quarter of the processor's time.
 */
public final class JsonApi {

    /** For any number of threads. */
    public static final JsonProvider JSON = JsonProvider.provider();

    private JsonApi() {}

    /** @throws jakarta.json.JsonException if the text is not the JSON of an object */
    public static JsonObject object(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
