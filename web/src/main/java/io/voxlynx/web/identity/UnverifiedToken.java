package io.voxlynx.web.identity;

import static io.voxlynx.shared.JsonApi.JSON;

import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What a token says before anything of it is believed: enough to choose what it is verified with.
 *
 * @param issuer its {@code iss}, empty without one
 * @param algorithm its header's {@code alg}, empty without one
 * @param keyId its header's {@code kid}
 */
record UnverifiedToken(String issuer, String algorithm, Optional<String> keyId) {

    /** Several times what providers issue; what is longer is not even decoded. */
    static final int LONGEST = 8 * 1024;

    private static final int LONGEST_SUBJECT = 255;
    private static final BigDecimal LATEST_SECOND =
            BigDecimal.valueOf(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** @throws ParseException if it cannot be a signed token of anybody's */
    static UnverifiedToken read(String token) throws ParseException {
        require(token.length() <= LONGEST, "too long");
        String[] parts = token.split("\\.", -1);
        require(parts.length == 3 && !parts[2].isEmpty(), "not a signed token");
        decoded(parts[2]);
        JsonObject header = json(parts[0]);
        JsonObject claims = json(parts[1]);
        // Nothing critical is known here, and an unencoded payload would be read differently by others.
        require(!header.containsKey("crit") && !header.containsKey("b64"), "header that is not understood");
        require(!header.containsKey("kid") || header.get("kid") instanceof JsonString, "kid is not text");
        require(isSubject(claims.get("sub")), "no usable sub");
        require(isMoment(claims.get("exp")) && isMoment(claims.get("iat")), "no usable exp or iat");
        require(!claims.containsKey("nbf") || isMoment(claims.get("nbf")), "no usable nbf");
        return new UnverifiedToken(
                claims.getString("iss", ""),
                header.getString("alg", ""),
                Optional.ofNullable(header.getString("kid", null)));
    }

    private static JsonObject json(String part) throws ParseException {
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(decoded(part)))) {
            return reader.readObject();
        } catch (RuntimeException e) {
            // Of whatever kind: the JSON reader has one of its own for what is nested too deeply.
            throw new ParseException("malformed token", e);
        }
    }

    /** Only of the one way to write these bytes, so that nobody can turn a token into another one that is as good. */
    private static byte[] decoded(String part) throws ParseException {
        try {
            byte[] bytes = DECODER.decode(part);
            require(ENCODER.encodeToString(bytes).equals(part), "not canonical Base64");
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new ParseException("not Base64", e);
        }
    }

    /** It becomes a key of rows and stands in logs. */
    private static boolean isSubject(JsonValue sub) {
        return sub instanceof JsonString text
                && !text.getString().isBlank()
                && text.getString().length() <= LONGEST_SUBJECT
                && text.getString()
                        .codePoints()
                        .noneMatch(point ->
                                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    /** Seconds since 1970 that a calendar has; others are read as infinite, which is never over. */
    private static boolean isMoment(JsonValue time) throws ParseException {
        try {
            return time instanceof JsonNumber number
                    && number.bigDecimalValue().signum() > 0
                    && number.bigDecimalValue().compareTo(LATEST_SECOND) <= 0;
        } catch (RuntimeException e) {
            throw new ParseException("a number of any length", e);
        }
    }

    private static void require(boolean condition, String otherwise) throws ParseException {
        if (!condition) {
            throw new ParseException(otherwise);
        }
    }
}
