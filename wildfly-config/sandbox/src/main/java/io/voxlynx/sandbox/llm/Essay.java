package io.voxlynx.sandbox.llm;

import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An answer of the shape that a response schema asks for. Texts end with the last words of what was read, moods follow a
 * few words in it, so that a test can tell its own answer from another's.
 */
final class Essay {
    private static final Pattern GLAD = Pattern.compile("(?i)\\b(thanks?|great|perfect|wonderful|happy)\\b");
    private static final Pattern CROSS = Pattern.compile("(?i)\\b(terrible|angry|complain|useless|unhappy)\\b");
    private static final int WORDS = 12;
    private static final JsonObject USUAL = usual();

    private final String read;
    private final LlmFault.Kind flaw;

    /** @param flaw {@code null} for an answer without one */
    Essay(String read, LlmFault.Kind flaw) {
        this.read = read;
        this.flaw = flaw;
    }

    /** @param schema {@code null}: the fields that are usual for the analysis of a call */
    JsonValue write(JsonObject schema) {
        return value("answer", schema == null ? USUAL : schema);
    }

    private JsonValue value(String name, JsonObject schema) {
        boolean wrong = flaw == LlmFault.Kind.WRONG_TYPES;
        return switch (schema.getString("type", "string").toLowerCase(Locale.ROOT)) {
            case "object" -> object(schema);
            case "array" -> wrong ? Json.text("not an array") : array(name, schema);
            case "number", "integer" -> wrong ? Json.text("not a number") : number(schema);
            case "boolean" -> wrong ? Json.text("not a boolean") : JsonValue.TRUE;
            default -> wrong ? Json.array().add(1).build() : text(name, schema);
        };
    }

    private JsonObject object(JsonObject schema) {
        var object = Json.object();
        List<String> names = schema.containsKey("properties")
                ? List.copyOf(schema.getJsonObject("properties").keySet())
                : List.of();
        int last = flaw == LlmFault.Kind.MISSING_FIELDS ? names.size() / 2 : names.size();
        names.subList(0, last)
                .forEach(name -> object.add(
                        name, value(name, schema.getJsonObject("properties").getJsonObject(name))));
        return object.build();
    }

    private JsonArray array(String name, JsonObject schema) {
        JsonObject items = schema.containsKey("items") ? schema.getJsonObject("items") : JsonValue.EMPTY_JSON_OBJECT;
        return Json.array().add(value(name, items)).build();
    }

    private JsonValue number(JsonObject schema) {
        double least = limit(schema, "minimum", -1);
        double most = limit(schema, "maximum", 1);
        double score = flaw == LlmFault.Kind.OUT_OF_RANGE ? most + 41 : least + (most - least) * (mood() + 1) / 2;
        boolean whole = schema.getString("type").equalsIgnoreCase("integer");
        return whole ? Json.number(Math.round(score)) : Json.number(Math.round(score * 1_000) / 1_000.0);
    }

    private static double limit(JsonObject schema, String name, double otherwise) {
        return schema.get(name) instanceof JsonNumber number ? number.doubleValue() : otherwise;
    }

    private JsonValue text(String name, JsonObject schema) {
        if (schema.get("enum") instanceof JsonArray words && !words.isEmpty()) {
            return choice(words.getValuesAs(JsonString::getString));
        }
        return Json.text(name.replaceAll("[^A-Za-z]+", " ") + " by the sandbox: " + lastWords());
    }

    /** The word for the mood where there is one, else the first. */
    private JsonValue choice(List<String> words) {
        String wanted = mood() > 0 ? "positive" : mood() < 0 ? "negative" : "neutral";
        return Json.text(words.stream()
                .filter(word -> word.equalsIgnoreCase(wanted))
                .findFirst()
                .orElse(words.get(0)));
    }

    /** From -1 to 1. */
    private double mood() {
        return (GLAD.matcher(read).find() ? 0.5 : 0) - (CROSS.matcher(read).find() ? 0.75 : 0);
    }

    private String lastWords() {
        String[] words = read.strip().split("\\s+");
        return String.join(
                " ", Stream.of(words).skip(Math.max(0, words.length - WORDS)).toList());
    }

    private static JsonObject usual() {
        var text = Json.object().add("type", "string").build();
        var texts = Json.object().add("type", "array").add("items", text).build();
        var properties = Json.object()
                .add("summary", text)
                .add(
                        "sentiment",
                        Json.object()
                                .add("type", "string")
                                .add("enum", Json.array(List.of("positive", "neutral", "negative"))))
                .add(
                        "sentiment_score",
                        Json.object().add("type", "number").add("minimum", -1).add("maximum", 1))
                .add("topics", texts)
                .add("outcome", text)
                .add("action_items", texts);
        return Json.object().add("type", "object").add("properties", properties).build();
    }
}
