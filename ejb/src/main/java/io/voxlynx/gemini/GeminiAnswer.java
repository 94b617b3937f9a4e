package io.voxlynx.gemini;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.session.CallAnalysis;
import io.voxlynx.session.Sentiment;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what the model made of a conversation, strictly: every part must be there, of its type and within its bounds.
 * Members that nobody asked for are ignored.
 */
final class GeminiAnswer {

    /** Some models wrap JSON as they would in a chat. That changes nothing about it. */
    private static final Pattern FENCED = Pattern.compile("\\s*```(?:json)?\\s*(.*?)\\s*```\\s*", Pattern.DOTALL);

    /** @throws UnusableAnswer saying which part is wrong, never quoting it */
    static CallAnalysis read(String body) {
        try {
            JsonObject analysis = object(unfenced(text(object(body))));
            return new CallAnalysis(
                    string(analysis, "summary"),
                    sentiment(string(analysis, "sentiment")),
                    number(analysis, "sentiment_score"),
                    strings(analysis, "topics"),
                    string(analysis, "outcome"),
                    strings(analysis, "action_items"));
        } catch (IllegalArgumentException e) {
            throw new UnusableAnswer(e.getMessage());
        }
    }

    /** All parts together, without those in which the model thinks aloud. */
    private static String text(JsonObject body) {
        JsonObject first = part(body, "candidates", JsonArray.class).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .findFirst()
                .orElseThrow(() -> new UnusableAnswer("no candidate"));
        return part(part(first, "content", JsonObject.class), "parts", JsonArray.class).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(part -> !JsonValue.TRUE.equals(part.get("thought")))
                .map(part -> string(part, "text"))
                .collect(Collectors.joining());
    }

    private static String unfenced(String text) {
        Matcher fenced = FENCED.matcher(text);
        return fenced.matches() ? fenced.group(1) : text;
    }

    private static Sentiment sentiment(String word) {
        return switch (word) {
            case "positive" -> Sentiment.POSITIVE;
            case "neutral" -> Sentiment.NEUTRAL;
            case "negative" -> Sentiment.NEGATIVE;
            default -> throw new UnusableAnswer("unusable sentiment");
        };
    }

    /** By way of a double: the exponent of a decimal can be so great that arithmetic with it never ends. */
    private static BigDecimal number(JsonObject object, String name) {
        JsonNumber number = part(object, name, JsonNumber.class);
        try {
            // Refuses what is infinite by then.
            return BigDecimal.valueOf(number.doubleValue());
        } catch (NumberFormatException e) {
            throw new UnusableAnswer("unusable " + name);
        }
    }

    private static List<String> strings(JsonObject object, String name) {
        JsonArray array = part(object, name, JsonArray.class);
        if (!array.stream().allMatch(JsonString.class::isInstance)) {
            throw new UnusableAnswer("unusable " + name);
        }
        return array.getValuesAs(JsonString::getString);
    }

    private static String string(JsonObject object, String name) {
        return part(object, name, JsonString.class).getString();
    }

    private static <T extends JsonValue> T part(JsonObject object, String name, Class<T> type) {
        JsonValue value = object.get(name);
        if (!type.isInstance(value)) {
            throw new UnusableAnswer((value == null ? "no " : "unusable ") + name);
        }
        return type.cast(value);
    }

    private static JsonObject object(String text) {
        if (value(text) instanceof JsonObject object) {
            return object;
        }
        throw new UnusableAnswer("no JSON object");
    }

    private static JsonValue value(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (RuntimeException e) {
            // Not only a JsonException: the parser has none for what is nested too deeply.
            throw new UnusableAnswer("no JSON");
        }
    }

    private GeminiAnswer() {}
}
