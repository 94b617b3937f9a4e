package io.voxlynx.sandbox.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads the fields of a JSON object and gathers everything that is wrong with them, so that one answer names all
 * problems. {@code null} counts as absent. Nothing read may be used before {@link #check()} has passed.
 */
public final class Fields {
    private final JsonObject json;
    private final String path;
    private final List<String> problems;

    private Fields(JsonObject json, String path, List<String> problems) {
        this.json = json;
        this.path = path;
        this.problems = problems;
    }

    public static Fields of(JsonObject json) {
        return new Fields(json, "", new ArrayList<>());
    }

    /** Refuses every field that is not among the names. */
    public Fields allow(Set<String> names) {
        json.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> problems.add("property " + path + name + " should not exist"));
        return this;
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    public void require(String name) {
        if (!has(name)) {
            problem(name, "should not be empty");
        }
    }

    /** {@code null} if absent or wrong. */
    public String text(String name, int maxLength) {
        var value = value(name);
        if (value.isEmpty()) {
            return null;
        }
        if (!(value.get() instanceof JsonString string)) {
            problem(name, "must be a string");
            return null;
        }
        if (string.getChars().length() > maxLength) {
            problem(name, "must be shorter than or equal to " + maxLength + " characters");
        }
        return string.getString();
    }

    public String oneOf(String name, String otherwise, Set<String> words) {
        String text = text(name, Integer.MAX_VALUE);
        if (text != null && !words.contains(text)) {
            problem(
                    name,
                    "must be one of: "
                            + String.join(", ", words.stream().sorted().toList()));
        }
        return text == null ? otherwise : text;
    }

    public long integer(String name, long otherwise, long min, long max) {
        var value = value(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!(value.get() instanceof JsonNumber number) || !number.isIntegral()) {
            problem(name, "must be an integer number");
            return otherwise;
        }
        var big = number.bigDecimalValue();
        if (big.compareTo(BigDecimal.valueOf(min)) < 0 || big.compareTo(BigDecimal.valueOf(max)) > 0) {
            problem(name, "must be between " + min + " and " + max);
            return otherwise;
        }
        return number.longValue();
    }

    public boolean flag(String name, boolean otherwise) {
        var value = value(name);
        if (value.isPresent() && value.get() != JsonValue.TRUE && value.get() != JsonValue.FALSE) {
            problem(name, "must be a boolean value");
        }
        return value.map(JsonValue.TRUE::equals).orElse(otherwise);
    }

    /** A number from 0 to 1. */
    public double share(String name, double otherwise) {
        var value = value(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!(value.get() instanceof JsonNumber number) || number.doubleValue() < 0 || number.doubleValue() > 1) {
            problem(name, "must be a number between 0 and 1");
            return otherwise;
        }
        return number.doubleValue();
    }

    public Optional<Fields> object(String name) {
        var value = value(name);
        if (value.isPresent() && !(value.get() instanceof JsonObject)) {
            problem(name, "must be an object");
        }
        return value.filter(JsonObject.class::isInstance)
                .map(object -> new Fields(object.asJsonObject(), path + name + ".", problems));
    }

    public List<Fields> objects(String name) {
        List<JsonObject> elements = elements(name, JsonObject.class, "objects");
        return IntStream.range(0, elements.size())
                .mapToObj(i -> new Fields(elements.get(i), path + name + "." + i + ".", problems))
                .toList();
    }

    public List<String> texts(String name, Set<String> words) {
        var texts = elements(name, JsonString.class, "strings").stream()
                .map(JsonString::getString)
                .toList();
        if (!words.containsAll(texts)) {
            problem(
                    name,
                    "must hold only: "
                            + String.join(", ", words.stream().sorted().toList()));
        }
        return texts;
    }

    private <T extends JsonValue> List<T> elements(String name, Class<T> type, String kind) {
        var value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof JsonArray array) || !array.stream().allMatch(type::isInstance)) {
            problem(name, "must be an array of " + kind);
            return List.of();
        }
        return array.getValuesAs(type);
    }

    public void problem(String name, String what) {
        problems.add(path + name + " " + what);
    }

    /** @throws Refused 400 with every problem found so far */
    public void check() {
        if (!problems.isEmpty()) {
            throw Refused.invalid(problems);
        }
    }

    private Optional<JsonValue> value(String name) {
        return Optional.ofNullable(json.get(name)).filter(value -> value != JsonValue.NULL);
    }
}
