package io.voxlynx.web.contact;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.imports.CampaignOrder;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.web.http.Parameters;
import io.voxlynx.web.http.StrictJson;
import io.voxlynx.web.http.Text;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The values that come with a contacts file: a form field each, or one JSON part named {@code campaign}, or both, in
 * which case the field counts. Names that are not known are passed over.
 */
public final class CampaignForm {

    static final String JSON_PART = "campaign";

    private static final String EVENTS = "webhookEvents";

    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, String> members = new HashMap<>();
    private boolean read;

    void put(String name, String value) {
        if (name.equals(JSON_PART)) {
            read(value);
        } else if (fields.put(name, value) != null) {
            throw InvalidInput.field(name, value, "one value");
        }
    }

    CampaignOrder order() {
        return new CampaignOrder(
                text("name"),
                number("cap"),
                mode(),
                uuid("assistantId"),
                text("phoneNumberId"),
                text("defaultRegion"),
                text("webhookUrl"),
                events());
    }

    private void read(String json) {
        if (read) {
            throw InvalidInput.field(JSON_PART, null, "one value");
        }
        read = true;
        StrictJson.check(json, JSON_PART);
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            object.forEach((name, value) -> members.put(name, scalar(name, value)));
        } catch (JsonException e) {
            throw InvalidInput.field(JSON_PART, json, "a JSON object");
        }
    }

    private static String scalar(String name, JsonValue value) {
        if (name.equals(EVENTS)) {
            return words(value);
        }
        if (value instanceof JsonString text) {
            return name.equals("cap") ? refuse(name, text.getString(), "a whole number") : text.getString();
        }
        if (value instanceof JsonNumber number) {
            return name.equals("cap") ? number.toString() : refuse(name, number.toString(), "text");
        }
        return value == JsonValue.NULL
                ? null
                : refuse(name, value.toString(), name.equals("cap") ? "a whole number" : "text");
    }

    /** A list in JSON is what the form field has with commas between. */
    private static String words(JsonValue value) {
        if (value == JsonValue.NULL) {
            return null;
        }
        return value instanceof JsonArray list && list.stream().allMatch(JsonString.class::isInstance)
                ? list.getValuesAs(JsonString::getString).stream().collect(Collectors.joining(","))
                : refuse(EVENTS, value.toString(), "a list of texts");
    }

    private List<String> events() {
        String value = text(EVENTS);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    private static String refuse(String name, String value, String expected) {
        throw InvalidInput.field(name, value, expected);
    }

    private String text(String name) {
        String value = fields.getOrDefault(name, members.get(name));
        if (value != null && !Text.isStorable(value)) {
            throw InvalidInput.field(name, null, Text.STORABLE);
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    private Integer number(String name) {
        String value = text(name);
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw InvalidInput.field(name, value, "a whole number");
        }
    }

    private UUID uuid(String name) {
        String value = text(name);
        try {
            return value == null ? null : Parameters.uuid(value);
        } catch (IllegalArgumentException e) {
            throw InvalidInput.field(name, value, "a UUID");
        }
    }

    private CampaignMode mode() {
        String value = text("mode");
        return value == null
                ? null
                : Arrays.stream(CampaignMode.values())
                        .filter(mode -> mode.name().equals(value))
                        .findFirst()
                        .orElseThrow(() -> InvalidInput.field(
                                "mode",
                                value,
                                Arrays.stream(CampaignMode.values())
                                        .map(CampaignMode::name)
                                        .collect(Collectors.joining(" or "))));
    }
}
