package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Refused;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A checked body of {@code POST /call}.
 *
 * @param json the body as it came
 * @param attemptId what the caller knows the attempt by, {@code null} if it said nothing
 * @param earliestAt not to be dialled before, {@code null} for at once
 */
record CallRequest(
        JsonObject json, String assistantId, String phoneNumberId, String phone, String attemptId, Instant earliestAt) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");
    private static final int SHORT = 40;

    /** @throws Refused 400 with everything that is wrong */
    static CallRequest read(JsonObject json, Assistants assistants, PhoneNumbers lines) {
        Fields fields = Fields.of(json)
                .allow(Set.of(
                        "assistantId",
                        "assistantOverrides",
                        "phoneNumberId",
                        "customer",
                        "name",
                        "schedulePlan",
                        "transport"));
        String assistantId = fields.text("assistantId", SHORT);
        String phoneNumberId = fields.text("phoneNumberId", SHORT);
        fields.text("name", SHORT);
        fields.require("assistantId");
        fields.require("phoneNumberId");
        fields.require("customer");
        fields.object("customer").ifPresent(CallRequest::checkCustomer);
        fields.object("assistantOverrides").ifPresent(AssistantRules::checkOverrides);
        Instant earliestAt =
                fields.object("schedulePlan").map(CallRequest::earliestAt).orElse(null);
        fields.check();
        if (assistants.find(assistantId).isEmpty()) {
            throw new Refused(400, "Couldn't Get Assistant. `assistantId` " + assistantId + " Does Not Exist.");
        }
        if (lines.find(phoneNumberId).isEmpty()) {
            throw new Refused(400, "Couldn't Get Phone Number. `phoneNumberId` " + phoneNumberId + " Does Not Exist.");
        }
        return new CallRequest(json, assistantId, phoneNumberId, phoneOf(json), attemptIdOf(json), earliestAt);
    }

    private static void checkCustomer(Fields customer) {
        customer.allow(Set.of("number", "name", "externalId", "extension", "email", "numberE164CheckEnabled"));
        customer.require("number");
        String number = customer.text("number", SHORT);
        if (number != null && !E164.matcher(number).matches()) {
            customer.problem(
                    "number",
                    "must be a valid phone number in the E.164 format. Hot tip, you may be missing the country code (Eg. US: +1).");
        }
        customer.text("name", SHORT);
        customer.text("externalId", SHORT);
        customer.text("extension", 10);
    }

    private static Instant earliestAt(Fields plan) {
        plan.allow(Set.of("earliestAt", "latestAt"));
        plan.require("earliestAt");
        time(plan, "latestAt");
        return time(plan, "earliestAt");
    }

    private static Instant time(Fields fields, String name) {
        String text = fields.text(name, SHORT);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException wrong) {
            fields.problem(name, "must be a valid ISO 8601 date string");
            return null;
        }
    }

    /** Whatever the body gives as the phone number, also a wrong one; {@code null} if nothing. */
    static String phoneOf(JsonObject json) {
        return text(json, "customer", "number");
    }

    /** The attempt as the product names it: in the metadata, or else as the customer's external id. */
    static String attemptIdOf(JsonObject json) {
        String inMetadata = text(json, "assistantOverrides", "metadata", "attemptId");
        return inMetadata != null ? inMetadata : text(json, "customer", "externalId");
    }

    private static String text(JsonObject json, String... path) {
        JsonValue value = json;
        for (String name : path) {
            value = value instanceof JsonObject object ? object.get(name) : null;
        }
        return value instanceof JsonString string ? string.getString() : null;
    }
}
