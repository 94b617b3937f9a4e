package io.voxlynx.outbox;

import java.util.Set;

/**
 * What came of one try.
 *
 * @param status of the receiver's answer; null if there was none
 * @param note why it was not delivered, in our words; null if it was
 */
record Reply(Integer status, String note) {

    private static final int GONE = 410;

    /** Too many requests, and what a proxy says when nobody is behind it. */
    private static final Set<Integer> TROUBLE = Set.of(429, 502, 503, 504);

    static Reply answered(int status) {
        return new Reply(status, status / 100 == 2 ? null : "HTTP " + status);
    }

    static Reply none(String note) {
        return new Reply(null, note);
    }

    boolean isDelivered() {
        return note == null;
    }

    /** It is not about what was sent: whatever else is sent there now will fare no better. */
    boolean isOfAHostInTrouble() {
        return status == null || TROUBLE.contains(status);
    }

    /** The receiver says that it wants to hear no more. */
    boolean isGone() {
        return status != null && status == GONE;
    }
}
