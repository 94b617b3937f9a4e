package io.voxlynx.telephony;

import static io.voxlynx.shared.JsonApi.JSON;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;

/**
 * What we use of an event's JSON, and nothing else. LiveKit's library works out every number of every member, and for
 * some that are written with ten letters it would take minutes.
 */
final class EventMembers {

    private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());
    private static final int LONGEST_NUMBER = 20;

    private EventMembers() {}

    /**
     * @return a JSON object that LiveKit's library reads
     * @throws RuntimeException of one kind or another if it is no JSON object, or an extravagant one
     */
    static String of(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            JsonObject event = reader.readObject();
            JsonObjectBuilder used = JSON.createObjectBuilder();
            texts(event, used, "id", "event");
            numbers(event, used, "createdAt", "created_at");
            part(event, used, "room", room -> texts(room.from, room.to, "name", "sid"));
            part(event, used, "participant", EventMembers::participant);
            for (String name : new String[] {"egressInfo", "egress_info", "ingressInfo", "ingress_info"}) {
                part(event, used, name, info -> texts(info.from, info.to, "roomName", "room_name"));
            }
            return used.build().toString();
        }
    }

    private static void participant(Copy participant) {
        texts(participant.from, participant.to, "identity");
        numbers(participant.from, participant.to, "kind", "disconnectReason", "disconnect_reason");
        part(
                participant.from,
                participant.to,
                "attributes",
                attributes -> attributes.from.keySet().stream()
                        .filter(name -> name.startsWith("sip."))
                        .forEach(name -> texts(attributes.from, attributes.to, name)));
    }

    private record Copy(JsonObject from, JsonObjectBuilder to) {}

    private interface Part {
        void copy(Copy part);
    }

    private static void part(JsonObject from, JsonObjectBuilder to, String name, Part part) {
        if (from.get(name) instanceof JsonObject object) {
            JsonObjectBuilder copy = JSON.createObjectBuilder();
            part.copy(new Copy(object, copy));
            to.add(name, copy);
        }
    }

    private static void texts(JsonObject from, JsonObjectBuilder to, String... names) {
        for (String name : names) {
            if (from.get(name) instanceof JsonString text) {
                to.add(name, text);
            }
        }
    }

    /** Or the words that stand for them. Whole ones: LiveKit has no others here. */
    private static void numbers(JsonObject from, JsonObjectBuilder to, String... names) {
        for (String name : names) {
            JsonValue value = from.get(name);
            if (value instanceof JsonNumber number && number.isIntegral() && isShort(number.toString())
                    || value instanceof JsonString text && isWordOrShort(text.getString())) {
                to.add(name, value);
            }
        }
    }

    private static boolean isWordOrShort(String text) {
        return isShort(text) || !text.isEmpty() && Character.isLetter(text.charAt(0));
    }

    private static boolean isShort(String number) {
        return number.length() <= LONGEST_NUMBER && number.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    }
}
