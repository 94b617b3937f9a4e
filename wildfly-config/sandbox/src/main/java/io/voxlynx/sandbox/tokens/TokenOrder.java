package io.voxlynx.sandbox.tokens;

import io.voxlynx.sandbox.http.Fields;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Set;

/**
 * A token as somebody wants it.
 *
 * @param role where its provider keeps roles; left out if {@code null}, and so is {@code email}
 * @param life a negative one gives a token that has expired
 * @param claims laid over what the provider would say; {@code null} takes a claim away
 */
record TokenOrder(Provider provider, String subject, String role, String email, Duration life, JsonObject claims) {

    private static final long MAX_LIFE_SECONDS = Duration.ofDays(365).toSeconds();
    private static final Set<String> FIELDS = Set.of("issuer", "subject", "role", "email", "ttlSeconds", "claims");

    static TokenOrder of(JsonObject json) {
        Fields fields = Fields.of(json).allow(FIELDS);
        String issuer = fields.oneOf("issuer", "plain", Provider.words());
        fields.require("subject");
        String subject = fields.text("subject", 255);
        String role = fields.text("role", 40);
        String email = fields.text("email", 255);
        fields.object("claims");
        long unset = MAX_LIFE_SECONDS + 1;
        long life = fields.integer("ttlSeconds", unset, -MAX_LIFE_SECONDS, MAX_LIFE_SECONDS);
        fields.check();
        Provider provider = Provider.named(issuer);
        if (!provider.names(subject)) {
            fields.problem("subject", "is not how " + issuer + " names its users");
            fields.check();
        }
        return new TokenOrder(
                provider,
                subject,
                role,
                email,
                life == unset ? provider.usualLife() : Duration.ofSeconds(life),
                fields.has("claims") ? json.getJsonObject("claims") : JsonValue.EMPTY_JSON_OBJECT);
    }
}
