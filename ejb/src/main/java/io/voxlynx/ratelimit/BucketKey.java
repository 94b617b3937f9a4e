package io.voxlynx.ratelimit;

import io.voxlynx.shared.Digests;

/**
 * Which bucket. The limit is part of it, so that a changed setting holds from the start and finds no old allowance.
 *
 * @param who a subject, or an address
 */
record BucketKey(RateClass of, int limit, String who) {

    /** As the database knows it: of one length however long a subject is, and telling nothing of whom it is. */
    byte[] hash() {
        return Digests.sha256(of + " " + limit + " " + who);
    }
}
