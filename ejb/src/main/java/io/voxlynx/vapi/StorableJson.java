package io.voxlynx.vapi;

import static io.voxlynx.shared.JsonApi.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;

/**
 * JSON as PostgreSQL's jsonb takes it: no NUL in texts and names, no number that its numeric does not hold. What it
 * does not take it would never take, and the webhook that brought it would be tried in vain.
 */
final class StorableJson {

    private static final int MOST_INTEGER_DIGITS = 131_072;
    private static final int MOST_DECIMALS = 16_383;

    private StorableJson() {}

    static JsonValue of(JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObjectBuilder kept = JSON.createObjectBuilder();
            object.forEach((name, member) -> kept.add(text(name), of(member)));
            return kept.build();
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder kept = JSON.createArrayBuilder();
            array.forEach(element -> kept.add(of(element)));
            return kept.build();
        }
        if (value instanceof JsonString string) {
            return JSON.createValue(text(string.getString()));
        }
        return value instanceof JsonNumber number && !fits(number.bigDecimalValue()) ? JsonValue.NULL : value;
    }

    /** Not as escaped in JSON, where a backslash may belong to another one. */
    static String text(String text) {
        return text.replace("\0", "");
    }

    private static boolean fits(BigDecimal number) {
        return number.scale() <= MOST_DECIMALS && (long) number.precision() - number.scale() <= MOST_INTEGER_DIGITS;
    }
}
