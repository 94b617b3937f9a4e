package io.voxlynx.contact;

/** Where a contact stands: the status of its newest call, or {@link #PENDING} while it has none. */
public enum ContactStatus {
    PENDING,
    QUEUED,
    RINGING,
    IN_PROGRESS,
    ENDED,
    FAILED,
    CANCELED,
    TIMEOUT;

    /** The call takes up a line. */
    public boolean isActive() {
        return this == QUEUED || this == RINGING || this == IN_PROGRESS;
    }

    /** Nothing more will happen. */
    public boolean isTerminal() {
        return this != PENDING && !isActive();
    }
}
