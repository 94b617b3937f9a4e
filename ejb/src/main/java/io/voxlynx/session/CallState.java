package io.voxlynx.session;

/** Where the telephone call of a session is; rises in rank as {@link SessionStatus} does, and decides it. */
public enum CallState {
    RINGING(0, SessionStatus.CREATED),
    ANSWERED(1, SessionStatus.ACTIVE),
    COMPLETED(2, SessionStatus.COMPLETED),
    /** Refused by the callee, his network or the trunk; or given up by us while it rang. */
    FAILED(2, SessionStatus.FAILED),
    /** It rang, or could not even ring, and nobody took it. */
    NO_ANSWER(2, SessionStatus.FAILED);

    private static final int TERMINAL = 2;
    private final int rank;
    private final SessionStatus session;

    CallState(int rank, SessionStatus session) {
        this.rank = rank;
        this.session = session;
    }

    public boolean isTerminal() {
        return rank == TERMINAL;
    }

    /** The status of a session whose call is here. */
    public SessionStatus session() {
        return session;
    }

    /** The state after an event that asks for {@code reported}; null asks for nothing. */
    public CallState after(CallState reported) {
        return reported != null && reported.rank > rank ? reported : this;
    }

    /**
     * What an event about the session asks of its call, where it says no more than that. A conversation that is over
     * before anybody answered was not one.
     */
    CallState asked(SessionStatus session) {
        if (session == null) {
            return null;
        }
        return switch (session) {
            case CREATED -> RINGING;
            case ACTIVE -> ANSWERED;
            case COMPLETED -> this == RINGING ? NO_ANSWER : COMPLETED;
            case FAILED -> FAILED;
        };
    }
}
