package io.voxlynx.ratelimit;

import java.time.Duration;

/**
 * What somebody has left of his minute.
 *
 * @param granted whether the request that asked may go on
 * @param limit requests a minute
 * @param remaining of these, without the one that asked
 * @param reset from now until all of them are there again
 */
public record Allowance(boolean granted, int limit, long remaining, Duration reset) {

    /** Never too early, so that who comes back then is let in. */
    public long resetSeconds() {
        return Math.max(1, reset.plusNanos(999_999_999).toSeconds());
    }
}
