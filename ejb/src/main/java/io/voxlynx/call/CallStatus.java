package io.voxlynx.call;

/**
 * Where a call is. Events may come late, twice and in any order, so a status only ever rises in rank, and the first
 * terminal one stays.
 */
public enum CallStatus {
    QUEUED(0),
    RINGING(1),
    IN_PROGRESS(2),
    ENDED(3),
    FAILED(3),
    CANCELED(3),
    TIMEOUT(3);

    private static final int TERMINAL = 3;
    private final int rank;

    CallStatus(int rank) {
        this.rank = rank;
    }

    public boolean isTerminal() {
        return rank == TERMINAL;
    }

    /** Holds a line at the provider, or may hold one. */
    public boolean isActive() {
        return !isTerminal();
    }

    /** The status after an event that asks for {@code reported}; null asks for nothing. */
    public CallStatus after(CallStatus reported) {
        return reported != null && reported.rank > rank ? reported : this;
    }
}
