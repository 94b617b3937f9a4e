package io.voxlynx.gemini;

import java.time.Duration;

/**
 * An answer as it came.
 *
 * @param retryAfter how long not to ask again; null where it did not say
 */
record GeminiReply(int status, Duration retryAfter, String body) {

    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;

    boolean isGood() {
        return status == 200;
    }

    /** Its trouble, or our impatience; everything else it would answer in the same way again. */
    boolean mayGetBetter() {
        return status >= 500 || status == TIMED_OUT || status == TOO_MANY;
    }
}
