package io.voxlynx.command;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.shared.Digests;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An order as it was sent.
 *
 * @param id the sender's, for repeats
 * @param defaultRegion where telephone numbers without a country code belong; null for the campaign's
 * @param contacts of {@link Kind#ADD_CONTACTS}, else empty: name, business_name, phone and any further variables
 * @param digest of the whole
 */
record Command(
        UUID id, Kind kind, UUID campaignId, String defaultRegion, List<Map<String, String>> contacts, byte[] digest) {

    static final int VERSION = 1;

    private static final int LONGEST = 4 << 20;
    private static final int MOST_CONTACTS = 1_000;

    enum Kind {
        START("campaign.start"),
        PAUSE("campaign.pause"),
        RESUME("campaign.resume"),
        CANCEL("campaign.cancel"),
        ADD_CONTACTS("contacts.add");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        private static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new UnreadableCommand("command must be one of campaign.start, campaign.pause, campaign.resume,"
                    + " campaign.cancel, contacts.add");
        }
    }

    /** @throws UnreadableCommand if it is no command, or lacks what one must have */
    static Command read(String text) {
        if (text.length() > LONGEST) {
            throw new UnreadableCommand("A command has at most " + LONGEST + " characters");
        }
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            if (json.getInt("version", 0) != VERSION) {
                throw new UnreadableCommand("version must be " + VERSION);
            }
            Kind kind = Kind.of(json.getString("command", ""));
            return new Command(
                    id(json, "id"),
                    kind,
                    id(json, "campaignId"),
                    json.getString("defaultRegion", null),
                    kind == Kind.ADD_CONTACTS ? contacts(json.get("contacts")) : List.of(),
                    Digests.sha256(text));
        } catch (JsonException | IllegalStateException | ClassCastException e) {
            throw new UnreadableCommand("The body must be one JSON object");
        }
    }

    private static UUID id(JsonObject json, String name) {
        try {
            return UUID.fromString(json.getString(name, ""));
        } catch (IllegalArgumentException e) {
            throw new UnreadableCommand(name + " must be a UUID");
        }
    }

    private static List<Map<String, String>> contacts(JsonValue value) {
        if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > MOST_CONTACTS) {
            throw new UnreadableCommand("contacts must be an array of 1 to " + MOST_CONTACTS + " objects");
        }
        return array.stream().map(Command::contact).toList();
    }

    private static Map<String, String> contact(JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            throw new UnreadableCommand("Each of contacts must be an object");
        }
        Map<String, String> cells = new LinkedHashMap<>();
        object.forEach((name, cell) -> {
            if (cell instanceof JsonString text) {
                cells.put(name, text.getString());
            } else if (cell.getValueType() != JsonValue.ValueType.NULL) {
                throw new UnreadableCommand("What a contact has must be texts");
            }
        });
        return cells;
    }
}
