package io.voxlynx.sandbox.http;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** JSON-P with its factories looked up once: the static ones of the API search the class path at every call. */
public final class Json {
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());
    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());

    private Json() {}

    public static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    /** A builder that starts with the fields of {@code base}. */
    public static JsonObjectBuilder object(JsonObject base) {
        return BUILDERS.createObjectBuilder(base);
    }

    public static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }

    public static JsonArrayBuilder array(Collection<?> values) {
        return BUILDERS.createArrayBuilder(values);
    }

    public static JsonValue text(String valueOrNull) {
        return valueOrNull == null ? JsonValue.NULL : PROVIDER.createValue(valueOrNull);
    }

    public static JsonValue number(long value) {
        return PROVIDER.createValue(value);
    }

    public static JsonValue number(double value) {
        return PROVIDER.createValue(value);
    }

    /** @throws JsonException if the bytes are no JSON object */
    public static JsonObject parse(byte[] utf8) {
        try (var reader = READERS.createReader(new ByteArrayInputStream(utf8), StandardCharsets.UTF_8)) {
            JsonStructure read = reader.read();
            if (read instanceof JsonObject object) {
                return object;
            }
            throw new JsonException("A JSON object is expected");
        }
    }

    public static byte[] bytes(JsonValue value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
