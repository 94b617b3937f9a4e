package io.voxlynx.web.identity;

import jakarta.json.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens written by hand, so that broken ones are easy to write too. */
record Tokens(Map<String, Object> claims) {

    static final String ISSUER = "https://first.test";
    static final String SECRET = "a-secret-that-is-long-enough-for-hs256-too";

    static Tokens valid() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", "user_1");
        claims.put("role", "admin");
        claims.put("iat", now - 600);
        claims.put("exp", now + 600);
        return new Tokens(claims);
    }

    Tokens with(String claim, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(claim, value);
        return new Tokens(changed);
    }

    Tokens withJson(String claim, String value) {
        return with(claim, Json.createReader(new StringReader(value)).readValue());
    }

    Tokens without(String claim) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.remove(claim);
        return new Tokens(changed);
    }

    Tokens expiredFor(long seconds) {
        return with("exp", Instant.now().getEpochSecond() - seconds);
    }

    Tokens validIn(long seconds) {
        return with("nbf", Instant.now().getEpochSecond() + seconds);
    }

    String signed(String secret) {
        String signed = part(Map.of("alg", "HS256", "typ", "JWT")) + "." + part(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String unsigned() {
        return part(Map.of("alg", "none")) + "." + part(claims) + ".";
    }

    private static String part(Map<String, Object> json) {
        return encoded(Json.createObjectBuilder(json).build().toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
