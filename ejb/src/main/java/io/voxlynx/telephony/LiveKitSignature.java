package io.voxlynx.telephony;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides whether a webhook comes from our LiveKit: a token signed with our secret that names the hash of the body. Works
 * on the raw bytes, before anything reads them.
 */
@ApplicationScoped
public class LiveKitSignature {

    private static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("(?:(?i:Bearer) +)?(([\\w-]+)\\.([\\w-]+))\\.([\\w-]+)");
    private static final int LONGEST_TOKEN = 4096;

    private String apiKey;
    private byte[] secret;
    private Clock clock;

    protected LiveKitSignature() {}

    @Inject
    LiveKitSignature(LiveKitSettings settings, Clock clock) {
        this(settings.apiKey, settings.apiSecret, clock);
    }

    LiveKitSignature(String apiKey, String apiSecret, Clock clock) {
        this.apiKey = apiKey;
        this.secret = apiSecret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** @param authorization the header as it came: the token, with or without "Bearer"; null if there was none */
    public boolean isGenuine(byte[] body, String authorization) {
        if (authorization == null || authorization.length() > LONGEST_TOKEN) {
            return false;
        }
        Matcher token = TOKEN.matcher(authorization.strip());
        if (!token.matches()) {
            return false;
        }
        byte[] signature = decoded(Base64.getUrlDecoder(), token.group(4));
        JsonObject header = object(token.group(2));
        if (header == null
                || !"HS256".equals(text(header, "alg"))
                || !MessageDigest.isEqual(signature, hmac(token.group(1)))) {
            return false;
        }
        JsonObject claims = object(token.group(3));
        return claims != null
                && apiKey.equals(text(claims, "iss"))
                && isCurrent(claims)
                && MessageDigest.isEqual(decoded(Base64.getDecoder(), text(claims, "sha256")), sha256(body));
    }

    /** A token that never expires would be a webhook that can be repeated for ever. */
    private boolean isCurrent(JsonObject claims) {
        Instant now = clock.instant();
        Instant expires = instant(claims, "exp");
        Instant begins = instant(claims, "nbf");
        return expires != null
                && now.isBefore(expires.plus(LEEWAY))
                && (begins == null || !now.isBefore(begins.minus(LEEWAY)));
    }

    private static JsonObject object(String part) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(decoded(Base64.getUrlDecoder(), part)))) {
            return reader.readObject();
        } catch (JsonException e) {
            return null;
        }
    }

    private static Instant instant(JsonObject claims, String name) {
        return claims.get(name) instanceof JsonNumber seconds
                ? Instant.ofEpochSecond(Math.min(seconds.longValue(), Integer.MAX_VALUE * 1000L))
                : null;
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.getString() : null;
    }

    private static byte[] decoded(Base64.Decoder decoder, String text) {
        try {
            return text == null ? new byte[0] : decoder.decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // equals no hash
        }
    }

    private byte[] hmac(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
