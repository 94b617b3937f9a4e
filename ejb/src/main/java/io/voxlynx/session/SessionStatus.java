package io.voxlynx.session;

/**
 * Where a session is. Events may come late, twice and in any order, so a status only ever rises in rank, and the first
 * terminal one stays.
 */
public enum SessionStatus {
    /** Nobody has talked yet. */
    CREATED(0),
    ACTIVE(1),
    COMPLETED(2),
    FAILED(2);

    private static final int TERMINAL = 2;
    private final int rank;

    SessionStatus(int rank) {
        this.rank = rank;
    }

    public boolean isTerminal() {
        return rank == TERMINAL;
    }

    /** The status after an event that asks for {@code reported}; null asks for nothing. */
    public SessionStatus after(SessionStatus reported) {
        return reported != null && reported.rank > rank ? reported : this;
    }
}
