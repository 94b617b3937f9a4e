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
 * "<t>.<body>">}. The time is signed as well, so that an old callback cannot be sent again by somebody else. What belongs
 * to a campaign is signed with a secret of its owner: whoever runs a receiver can sign for no other.
 */
@ApplicationScoped
class CallbackSignature {

    /** Nothing that is signed begins so: no signature is somebody's secret. */
    private static final String OF_AN_OWNER = "webhook secret of ";

    @Inject
    @ConfigProperty(name = "voxlynx.callback.secret")
    String secret;

    /** @param ownerId of the campaign; null for what belongs to none */
    String of(String body, String ownerId, Instant now) {
        String signed = now.getEpochSecond() + "." + body;
        return "t=" + now.getEpochSecond() + ",v1=" + hmac(ownerId == null ? secret : secretOf(ownerId), signed);
    }

    /** 64 characters. Made of the installation's secret, so it changes with that. */
    String secretOf(String ownerId) {
        return hmac(secret, OF_AN_OWNER + ownerId);
    }

    private static String hmac(String key, String text) {
        return HexFormat.of()
                .formatHex(Digests.hmacSha256(
                        key.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8)));
    }
}
