package io.voxlynx.sandbox.livekit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Reads the tokens of callers and makes those of webhooks, all HS256 with the API secret. */
final class AccessTokens {
    private static final int WEBHOOK_MINUTES = 5;
    private static final int LEEWAY_SECONDS = 60;

    private final String apiKey;
    private final HmacKey secret;
    private final JwtConsumer consumer;

    /** Nothing is granted to its bearer; the answer is 401 with this text, before Twirp gets to see the request. */
    static final class Invalid extends Exception {
        Invalid(String message) {
            super(message);
        }
    }

    AccessTokens(String apiKey, String apiSecret) {
        this.apiKey = apiKey;
        secret = new HmacKey(apiSecret.getBytes(StandardCharsets.UTF_8));
        consumer = new JwtConsumerBuilder()
                .setVerificationKey(secret)
                .setRelaxVerificationKeyValidation()
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                .build();
    }

    /** @param authorization the header, {@code null} if there is none: then nothing is granted */
    Grants ofHeader(String authorization) throws Invalid {
        if (authorization == null) {
            return Grants.NONE;
        }
        if (!authorization.startsWith("Bearer ")) {
            throw new Invalid("invalid authorization header. Must start with Bearer ");
        }
        return verify(authorization.substring("Bearer ".length()));
    }

    Grants verify(String token) throws Invalid {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            if (!apiKey.equals(claims.getClaimValueAsString("iss"))) {
                throw new Invalid("invalid API key");
            }
            Object roomConfig = claims.getClaimValue("roomConfig");
            return new Grants(
                    claims.getClaimValueAsString("sub"),
                    grants(claims, "video"),
                    grants(claims, "sip"),
                    roomConfig instanceof Map<?, ?> map ? json(map) : null);
        } catch (InvalidJwtException refused) {
            throw new Invalid("invalid authorization token: " + refused.getMessage());
        }
    }

    @SuppressWarnings("unchecked")
    private static String json(Map<?, ?> map) {
        return JsonUtil.toJson((Map<String, ?>) map);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> grants(JwtClaims claims, String name) {
        return claims.getClaimValue(name) instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
    }

    /** What goes into the Authorization header of a webhook with this body, without "Bearer". */
    String ofWebhook(byte[] body) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(apiKey);
        claims.setIssuedAtToNow();
        claims.setNotBeforeMinutesInThePast(0);
        claims.setExpirationTimeMinutesInTheFuture(WEBHOOK_MINUTES);
        claims.setStringClaim("sha256", sha256(body));
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(secret);
            signature.setDoKeyValidation(false);
            signature.setHeader("typ", "JWT");
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
        }
    }

    private static String sha256(byte[] body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
