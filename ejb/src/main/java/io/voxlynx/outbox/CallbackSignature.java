package io.voxlynx.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Proves to a receiver that a callback is ours and fresh: {@code t=<seconds since 1970>,v1=<hex HMAC-SHA256 of
 * "<t>.<body>">}. The time is signed as well, so that an old callback cannot be sent again by somebody else.
 */
@ApplicationScoped
class CallbackSignature {

    private static final String ALGORITHM = "HmacSHA256";

    @Inject
    @ConfigProperty(name = "voxlynx.callback.secret")
    String secret;

    String of(String body, Instant now) {
        String signed = now.getEpochSecond() + "." + body;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
