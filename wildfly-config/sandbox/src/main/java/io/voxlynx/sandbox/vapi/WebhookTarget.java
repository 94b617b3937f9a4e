package io.voxlynx.sandbox.vapi;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the webhooks of a call go, and how hard to try: the server of the overrides goes before the server of the
 * assistant, and that before the default of the organisation.
 */
record WebhookTarget(URI url, Duration timeout, int maxRetries, Duration baseDelay, boolean exponential) {
    private static final int DEFAULT_TIMEOUT_SECONDS = 20;

    /** Empty if nobody said where to. */
    static Optional<WebhookTarget> of(Call call, URI organisationDefault) {
        List<JsonObject> servers = Stream.of(call.overrides(), call.assistant())
                .map(owner -> owner.get("server"))
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .toList();
        URI url = servers.stream()
                .map(server -> server.getString("url", null))
                .filter(Objects::nonNull)
                .findFirst()
                .map(URI::create)
                .orElse(organisationDefault);
        JsonObject plan = servers.stream()
                .map(server -> server.get("backoffPlan"))
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .findFirst()
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
        int timeout = servers.stream()
                .mapToInt(server -> server.getInt("timeoutSeconds", DEFAULT_TIMEOUT_SECONDS))
                .findFirst()
                .orElse(DEFAULT_TIMEOUT_SECONDS);
        return Optional.ofNullable(url)
                .map(to -> new WebhookTarget(
                        to,
                        Duration.ofSeconds(timeout),
                        plan.getInt("maxRetries", 0),
                        Duration.ofSeconds(plan.getInt("baseDelaySeconds", 1)),
                        "exponential".equals(plan.getString("type", "fixed"))));
    }

    /** Whether the assistant wants messages of this type; by default both of those that the sandbox sends. */
    static boolean wanted(Call call, String type) {
        return Stream.of(call.overrides(), call.assistant())
                .map(owner -> owner.get("serverMessages"))
                .filter(JsonArray.class::isInstance)
                .map(JsonValue::asJsonArray)
                .findFirst()
                .map(types -> types.getValuesAs(JsonValue.class).stream()
                        .anyMatch(wanted -> wanted instanceof JsonString text
                                && text.getString().equals(type)))
                .orElse(true);
    }

    /** @param retry 1 for the first one */
    Duration delayBefore(int retry) {
        return exponential ? baseDelay.multipliedBy(1L << (retry - 1)) : baseDelay;
    }
}
