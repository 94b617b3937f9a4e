package io.voxlynx.sandbox.chaos;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Faults of the provider's stand-in, as its behaviour wants them. */
final class Faults {

    private final List<JsonObject> call = new ArrayList<>();
    private final List<JsonObject> webhook = new ArrayList<>();

    /** @param rate share of the calls or webhooks that it hits, 0 to 1 */
    static JsonObjectBuilder fault(String name, double rate) {
        return Json.createObjectBuilder().add("fault", name).add("rate", rate);
    }

    Faults call(JsonObjectBuilder fault) {
        call.add(fault.build());
        return this;
    }

    Faults webhook(JsonObjectBuilder fault) {
        webhook.add(fault.build());
        return this;
    }

    /** Instead of all that were there. */
    JsonObject behaviour() {
        return Json.createObjectBuilder()
                .add(
                        "faults",
                        Json.createObjectBuilder().add("call", array(call)).add("webhook", array(webhook)))
                .build();
    }

    static JsonObject none() {
        return new Faults().behaviour();
    }

    private static JsonArrayBuilder array(List<? extends JsonValue> values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        values.forEach(array::add);
        return array;
    }
}
