package io.voxlynx.systemtests.identity;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Members that no caller may set, with values of the right type that are known again wherever they come up. */
final class Extras {

    private static final String SOMEBODY = "mallory-0";
    private static final String ID = "0badbad0-0000-4000-8000-0000000000ad";
    private static final String TIME = "2001-02-03T04:05:06Z";
    private static final int NUMBER = 471_147_114;
    private static final List<String> MARKS = List.of("mallory", "0badbad0", "2001-02-03", Integer.toString(NUMBER));

    private static final List<String> SUBJECTS = List.of(
            "ownerId",
            "owner",
            "userId",
            "user",
            "createdBy",
            "sentBy",
            "subject",
            "sub",
            "issuer",
            "tenantId",
            "prefix",
            "key",
            "secretHash",
            "providerCallId",
            "providerAssistantId",
            "endReason",
            "error");
    private static final List<String> IDS = List.of("id", "uuid", "campaignId", "sessionId", "agentId", "callId");
    private static final List<String> TIMES = List.of(
            "createdAt",
            "updatedAt",
            "startedAt",
            "answeredAt",
            "endedAt",
            "completedAt",
            "deletedAt",
            "lastUsedAt",
            "lastSeenAt",
            "revokedAt",
            "expiresAt");
    private static final List<String> NUMBERS = List.of(
            "version",
            "totalContacts",
            "activeCalls",
            "completedCalls",
            "failedCalls",
            "progress",
            "attempts",
            "durationSeconds",
            "totalCost",
            "costUsd",
            "unitCost",
            "quantity");

    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.([\\w-]+)\\.");

    private Extras() {}

    /** All but those which the operation lets a caller say, each in both ways of writing. */
    static JsonObject without(Set<String> allowed) {
        JsonObjectBuilder extras = Json.createObjectBuilder();
        SUBJECTS.forEach(name -> add(extras, name, Json.createValue(SOMEBODY), allowed));
        IDS.forEach(name -> add(extras, name, Json.createValue(ID), allowed));
        TIMES.forEach(name -> add(extras, name, Json.createValue(TIME), allowed));
        NUMBERS.forEach(name -> add(extras, name, Json.createValue(NUMBER), allowed));
        JsonValue admin = Json.createArrayBuilder().add("admin").build();
        List.of("roles", "scopes", "claimedRoles").forEach(name -> add(extras, name, admin, allowed));
        add(extras, "role", Json.createValue("admin"), allowed);
        add(extras, "access", Json.createValue("ALLOWED"), allowed);
        List.of("status", "state", "callStatus")
                .forEach(name -> add(extras, name, Json.createValue("COMPLETED"), allowed));
        return extras.build();
    }

    private static void add(JsonObjectBuilder extras, String name, JsonValue value, Set<String> allowed) {
        String snake = name.replaceAll("([A-Z])", "_$1").toLowerCase();
        if (!allowed.contains(name) && !allowed.contains(snake)) {
            extras.add(name, value).add(snake, value);
        }
    }

    /** As a form has it. */
    static String text(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    /** What came up again, also inside of tokens. */
    static List<String> marksIn(String text) {
        StringBuilder readable = new StringBuilder(text);
        JWT.matcher(text)
                .results()
                .map(token -> Base64.getUrlDecoder().decode(token.group(1)))
                .forEach(claims -> readable.append(new String(claims, StandardCharsets.UTF_8)));
        return MARKS.stream().filter(mark -> readable.indexOf(mark) >= 0).toList();
    }
}
