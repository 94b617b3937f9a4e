package io.voxlynx.sandbox.vapi;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How webhooks prove where they come from; at Vapi a property of the credential. */
public enum Signature {
    /** HMAC-SHA256 over the raw body, hex, in {@code X-Vapi-Signature} and {@code X-Signature}. */
    HMAC {
        @Override
        void sign(HttpRequest.Builder request, byte[] body, String secret, Instant now) {
            String hex = hmac(secret, body);
            request.header("X-Vapi-Signature", hex).header("X-Signature", hex);
        }
    },
    /** HMAC-SHA256 over {@code {timestamp}.{body}}, hex, in {@code x-signature}; milliseconds in {@code x-timestamp}. */
    HMAC_TIMESTAMP {
        @Override
        void sign(HttpRequest.Builder request, byte[] body, String secret, Instant now) {
            String timestamp = Long.toString(now.toEpochMilli());
            byte[] prefix = (timestamp + ".").getBytes(StandardCharsets.US_ASCII);
            request.header("x-signature", hmac(secret, prefix, body)).header("x-timestamp", timestamp);
        }
    },
    /** The secret itself in {@code X-Vapi-Secret}. */
    SECRET {
        @Override
        void sign(HttpRequest.Builder request, byte[] body, String secret, Instant now) {
            request.header("X-Vapi-Secret", secret);
        }
    };

    abstract void sign(HttpRequest.Builder request, byte[] body, String secret, Instant now);

    /** Of a body, hex. */
    static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static String hmac(String secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
        }
    }
}
