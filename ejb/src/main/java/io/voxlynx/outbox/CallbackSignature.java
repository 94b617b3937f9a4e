package io.voxlynx.outbox;

import io.voxlynx.shared.Digests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Proves to a receiver that a callback is ours and fresh: {@code t=<seconds since 1970>,v1=<hex HMAC-SHA256 of
 * "<t>.<body>">}. The time is signed as well, so that an old callback cannot be sent again by somebody else.
 */
@ApplicationScoped
class CallbackSignature {

    @Inject
    @ConfigProperty(name = "voxlynx.callback.secret")
    String secret;

    String of(String body, Instant now) {
        String signed = now.getEpochSecond() + "." + body;
        byte[] digest =
                Digests.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), signed.getBytes(StandardCharsets.UTF_8));
        return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(digest);
    }
}
