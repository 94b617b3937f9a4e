package io.voxlynx.outbox;

/**
 * What came of one try.
 *
 * @param status of the receiver's answer; null if there was none
 * @param note why it was not delivered, in our words; null if it was
 */
record Reply(Integer status, String note) {

    private static final int GONE = 410;

    static Reply answered(int status) {
        return new Reply(status, status / 100 == 2 ? null : "HTTP " + status);
    }

    static Reply none(String note) {
        return new Reply(null, note);
    }

    boolean isDelivered() {
        return note == null;
    }

    /** The receiver says that it wants to hear no more. */
    boolean isGone() {
        return status != null && status == GONE;
    }
}
