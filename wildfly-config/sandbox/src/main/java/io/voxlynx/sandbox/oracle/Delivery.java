package io.voxlynx.sandbox.oracle;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;

/**
 * One attempt to deliver a webhook, by the provider's webhook log.
 *
 * @param sha256 of the body that was sent, hex; null where none was
 * @param taken answered with success
 */
record Delivery(Event event, String sha256, boolean taken) {

    /**
     * What tells one event of a call from another; equal for every delivery of the same.
     *
     * @param callId the provider's
     * @param status null in a report
     * @param timestamp milliseconds since 1970, as the body says; null where it says none
     */
    record Event(String callId, String type, String status, Long timestamp) {}

    static Delivery of(JsonObject line) {
        Long timestamp = line.get("timestamp") instanceof JsonNumber millis ? Long.valueOf(millis.longValue()) : null;
        Event event = new Event(line.getString("callId"), line.getString("type"), Dial.text(line, "status"), timestamp);
        boolean taken = !line.isNull("answer") && line.getInt("answer") / 100 == 2;
        return new Delivery(event, Dial.text(line, "sha256"), taken);
    }
}
