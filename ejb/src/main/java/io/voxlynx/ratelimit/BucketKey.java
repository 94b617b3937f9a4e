package io.voxlynx.ratelimit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which bucket. The limit is part of it, so that a changed setting holds from the start and finds no old allowance.
 *
 * @param who a subject, or an address
 */
record BucketKey(RateClass of, int limit, String who) {

    /** As the database knows it: of one length however long a subject is, and telling nothing of whom it is. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((of + " " + limit + " " + who).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
