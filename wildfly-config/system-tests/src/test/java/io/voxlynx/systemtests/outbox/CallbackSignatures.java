package io.voxlynx.systemtests.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a receiver tells that something comes from us. */
final class CallbackSignatures {

    private CallbackSignatures() {}

    /** Of what belongs to no campaign. @param request as the receiver remembers it */
    static void assertGenuine(Installation voxlynx, JsonObject request) {
        assertGenuine(voxlynx.platform().secrets().callback(), request);
    }

    /** Of a campaign's event. */
    static void assertOf(Api owner, JsonObject request) {
        assertGenuine(owner.get("/api/me").require(200).json().getString("webhookSecret"), request);
    }

    private static void assertGenuine(String key, JsonObject request) {
        String header = request.getJsonObject("headers").getString("X-VoxLynx-Signature");
        byte[] secret = key.getBytes(StandardCharsets.UTF_8);
        byte[] body = request.getString("body").getBytes(StandardCharsets.UTF_8);
        try {
            assertThat(genuine(secret, header, body, Instant.now())).as(header).isTrue();
            assertThat(genuine(
                            secret,
                            header,
                            (request.getString("body") + " ").getBytes(StandardCharsets.UTF_8),
                            Instant.now()))
                    .isFalse();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** As it is in the documentation for receivers. */
    static boolean genuine(byte[] secret, String header, byte[] body, Instant now) throws GeneralSecurityException {
        Matcher signature = Pattern.compile("t=(\\d{1,18}),v1=([0-9a-f]{64})").matcher(header);
        if (!signature.matches()) {
            return false;
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        mac.update((signature.group(1) + ".").getBytes(StandardCharsets.US_ASCII));
        long age = Math.abs(now.getEpochSecond() - Long.parseLong(signature.group(1)));
        return MessageDigest.isEqual(mac.doFinal(body), HexFormat.of().parseHex(signature.group(2))) && age <= 300;
    }
}
