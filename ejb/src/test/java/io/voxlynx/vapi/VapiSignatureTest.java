package io.voxlynx.vapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class VapiSignatureTest {

    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final byte[] BODY = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);

    @Test
    void acceptsTheHexOfTheRawBodyInEitherHeaderWithOrWithoutPrefix() throws Exception {
        VapiSignature plain = accepting("hmac");
        String hex = hmac("{\"a\": 1}");
        assertThat(genuine(plain, Map.of("X-Signature", hex))).isTrue();
        assertThat(genuine(plain, Map.of("X-Vapi-Signature", "sha256=" + hex))).isTrue();
        assertThat(genuine(plain, Map.of("X-Vapi-Signature", hex.toUpperCase(Locale.ROOT))))
                .isTrue();
    }

    @Test
    void refusesTheUnsignedTheForgedAndTheMalformed() throws Exception {
        VapiSignature plain = accepting("hmac");
        assertThat(genuine(plain, Map.of())).isFalse();
        assertThat(genuine(plain, Map.of("X-Signature", ""))).isFalse();
        assertThat(genuine(plain, Map.of("X-Signature", "zz"))).isFalse();
        assertThat(genuine(plain, Map.of("X-Signature", hmac("{\"a\": 2}")))).isFalse();
        assertThat(genuine(plain, Map.of("X-Vapi-Secret", "top-secret"))).isFalse();
    }

    @Test
    void acceptsATimestampedSignatureOnlyWithinTheWindow() throws Exception {
        VapiSignature timed = accepting("hmac-timestamp");
        long now = NOW.getEpochSecond();
        assertThat(genuine(timed, signedAt(now))).isTrue();
        assertThat(genuine(timed, signedAt(NOW.toEpochMilli()))).isTrue();
        assertThat(genuine(timed, signedAt(now - 300))).isTrue();
        assertThat(genuine(timed, signedAt(now + 300))).isTrue();
        assertThat(genuine(timed, signedAt(NOW.toEpochMilli() - 300_001))).isFalse();
        assertThat(genuine(timed, signedAt(NOW.toEpochMilli() + 300_001))).isFalse();
        assertThat(genuine(timed, signedAt(0))).isFalse();
        assertThat(genuine(timed, signedAt(Long.MAX_VALUE))).isFalse();
        assertThat(genuine(timed, signedAt(Long.MIN_VALUE))).isFalse();
        assertThat(genuine(timed, signedAt(now - 301))).isFalse();
        assertThat(genuine(timed, signedAt(now + 301))).isFalse();
        assertThat(genuine(timed, Map.of("X-Signature", hmac("{\"a\": 1}")))).isFalse();
        assertThat(genuine(timed, Map.of("X-Signature", hmac("x.{\"a\": 1}"), "X-Timestamp", "x")))
                .isFalse();
    }

    /** An old webhook does not become a new one by another time in its header. */
    @Test
    void theTimeIsSignedAsWell() throws Exception {
        VapiSignature timed = accepting("hmac-timestamp");
        String old = hmac((NOW.getEpochSecond() - 3_600) + ".{\"a\": 1}");

        assertThat(genuine(timed, Map.of("X-Signature", old, "X-Timestamp", Long.toString(NOW.getEpochSecond()))))
                .isFalse();
    }

    @Test
    void acceptsTheBareSecretOnlyWhereConfigured() {
        assertThat(genuine(accepting("secret"), Map.of("X-Vapi-Secret", "top-secret")))
                .isTrue();
        assertThat(genuine(accepting("secret"), Map.of("X-Vapi-Secret", "top-secrets")))
                .isFalse();
    }

    private static Map<String, String> signedAt(long timestamp) throws Exception {
        return Map.of("X-Signature", hmac(timestamp + ".{\"a\": 1}"), "X-Timestamp", Long.toString(timestamp));
    }

    private static boolean genuine(VapiSignature signature, Map<String, String> headers) {
        return signature.isGenuine(BODY, headers::get);
    }

    private static VapiSignature accepting(String form) {
        VapiSignature signature = new VapiSignature();
        signature.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        signature.secret = "top-secret";
        signature.accepted = Set.of(form);
        signature.readForms();
        return signature;
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("top-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
