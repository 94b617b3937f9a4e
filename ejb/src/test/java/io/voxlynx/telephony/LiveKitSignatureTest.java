package io.voxlynx.telephony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveKitSignatureTest {

    private static final String KEY = "key";
    private static final String SECRET = "a secret of thirty-two characters";
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final byte[] BODY = "{\"event\":\"room_started\"}".getBytes(UTF_8);

    private final LiveKitSignature signature = new LiveKitSignature(KEY, SECRET, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void takesWhatLiveKitSigned() {
        assertThat(signature.isGenuine(BODY, ours())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  ", " "})
    void takesItWithTheSchemeAsWell(String before) {
        assertThat(signature.isGenuine(BODY, before + ours())).isTrue();
    }

    @Test
    void refusesAnotherBody() {
        assertThat(signature.isGenuine("{\"event\":\"room_finished\"}".getBytes(UTF_8), ours()))
                .isFalse();
        assertThat(signature.isGenuine(new byte[0], ours())).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void refusesForgedTokens(String token) {
        assertThat(signature.isGenuine(BODY, token)).isFalse();
    }

    static Stream<String> refusesForgedTokens() throws GeneralSecurityException {
        String ours = ours();
        String[] parts = ours.split("\\.");
        return Stream.of(
                null,
                "",
                "Bearer ",
                "Basic " + ours,
                ours + ".more",
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                ours.substring(0, ours.length() - 2),
                ours.replace(parts[2], parts[2].replace(parts[2].charAt(0), parts[2].charAt(0) == 'A' ? 'B' : 'A')),
                good().sign(Algorithm.none()),
                good().sign(Algorithm.HMAC256("another secret of as many letters")),
                good().sign(Algorithm.HMAC384(SECRET)),
                good().sign(Algorithm.HMAC512(SECRET)),
                signedByAKeyOfItsOwn(),
                withHeader("{\"alg\":\"none\"}", parts),
                withHeader("{\"alg\":\"hs256\"}", parts),
                good().withIssuer("another").sign(hmac()),
                good().withIssuer((String) null).sign(hmac()),
                good().withExpiresAt(NOW.minus(Duration.ofMinutes(2))).sign(hmac()),
                good().withNotBefore(NOW.plus(Duration.ofMinutes(2))).sign(hmac()),
                JWT.create().withIssuer(KEY).withClaim("sha256", hash()).sign(hmac()),
                JWT.create().withIssuer(KEY).withExpiresAt(NOW.plusSeconds(60)).sign(hmac()),
                good().withClaim("sha256", "").sign(hmac()),
                good().withClaim("sha256", "no base64!").sign(hmac()),
                good().withClaim("sha256", 1).sign(hmac()),
                good().withClaim("sha256", hash().toLowerCase(Locale.ROOT)).sign(hmac()),
                good().withClaim("filler", "x".repeat(5_000)).sign(hmac()));
    }

    @Test
    void bearsClocksThatDifferALittle() {
        assertThat(signature.isGenuine(
                        BODY,
                        good().withExpiresAt(NOW.minusSeconds(30))
                                .withNotBefore(NOW.plusSeconds(30))
                                .sign(hmac())))
                .isTrue();
    }

    private static String ours() {
        return good().sign(hmac());
    }

    private static JWTCreator.Builder good() {
        return JWT.create()
                .withIssuer(KEY)
                .withNotBefore(NOW)
                .withExpiresAt(NOW.plus(Duration.ofMinutes(5)))
                .withClaim("sha256", hash());
    }

    private static Algorithm hmac() {
        return Algorithm.HMAC256(SECRET);
    }

    private static String hash() {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(BODY));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signedByAKeyOfItsOwn() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        return good().sign(Algorithm.RSA256((RSAPublicKey) pair.getPublic(), (RSAPrivateKey) pair.getPrivate()));
    }

    private static String withHeader(String header, String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8)) + "." + parts[1] + "."
                + parts[2];
    }
}
