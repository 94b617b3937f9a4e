package io.voxlynx.web.identity;

import io.voxlynx.shared.Digests;
import io.voxlynx.shared.LastUsed;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Credentials that were found good on this node a little while ago. That proves nothing about now; it only says that
 * looking at them again is no work done for a stranger. Hashes are kept, and no credential.
 */
final class GoodCredentials {

    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);
    private static final int MOST = 20_000;

    private final LastUsed<String, Instant> rememberedUntil = new LastUsed<>(MOST);

    void remember(String credential, Instant now) {
        rememberedUntil.put(hash(credential), now.plus(REMEMBERED_FOR));
    }

    boolean include(String credential, Instant now) {
        return rememberedUntil.find(hash(credential)).filter(now::isBefore).isPresent();
    }

    private static String hash(String credential) {
        return HexFormat.of().formatHex(Digests.sha256(credential));
    }
}
