package io.voxlynx.sandbox.callbacks;

import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.Request;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;

/**
 * How a callback is answered.
 *
 * @param status of the answer
 * @param first how many callbacks are answered like this, the later ones well; 0 for all
 * @param redirect where the answer sends the sender, {@code null} for nowhere
 * @param delayMillis before the answer
 */
record Manners(int status, int first, String redirect, int delayMillis) {
    static final Manners POLITE = new Manners(200, 0, null, 0);
    private static final Set<String> FIELDS = Set.of("status", "first", "redirect", "delayMillis");
    private static final Set<String> NUMBERS = Set.of("status", "first", "delayMillis");

    static Manners read(JsonObject json) {
        Fields fields = Fields.of(json).allow(FIELDS);
        String redirect = fields.text("redirect", 2_000);
        var read = new Manners(
                (int) fields.integer("status", redirect == null ? 200 : 302, 200, 599),
                (int) fields.integer("first", 0, 0, Integer.MAX_VALUE),
                redirect,
                (int) fields.integer("delayMillis", 0, 0, 600_000));
        fields.check();
        return read;
    }

    /** From the query, where the address of a callback says it by itself. */
    static Manners read(Request request) {
        var json = Json.object();
        FIELDS.forEach(name -> request.parameter(name)
                .ifPresent(value -> json.add(
                        name,
                        NUMBERS.contains(name) && value.matches("\\d{1,9}")
                                ? Json.number(Integer.parseInt(value))
                                : Json.text(value))));
        return read(json.build());
    }

    boolean polite() {
        return equals(POLITE);
    }

    Answer answer(int nth) {
        if (passed(nth)) {
            return Answer.ok(JsonValue.EMPTY_JSON_OBJECT);
        }
        return new Answer(
                status, JsonValue.EMPTY_JSON_OBJECT, redirect == null ? Map.of() : Map.of("Location", redirect));
    }

    int delayMillis(int nth) {
        return passed(nth) ? 0 : delayMillis;
    }

    private boolean passed(int nth) {
        return first > 0 && nth > first;
    }
}
