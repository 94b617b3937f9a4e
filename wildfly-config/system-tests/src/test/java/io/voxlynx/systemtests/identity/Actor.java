package io.voxlynx.systemtests.identity;

import java.util.Optional;

/** Everybody who comes to every operation of the API. Whose things there are depends on the operation. */
enum Actor {
    /** Whose thing it is; of things that are nobody's, somebody who may use them. */
    OWNER("owner", null),
    /** Another one of the owner's role. */
    PEER("another of his role", null),
    OPERATOR("operator", "operator"),
    VOICE("voice user", "voice"),
    WORKER("worker", "agent-worker"),
    ADMIN("admin", "admin"),
    NO_ROLE("token without a role", ""),
    UNKNOWN_ROLE("role unknown to us", "superuser"),
    CLAIMS_SCHEDULER("role no token may claim", "scheduler"),
    SCHEDULER("scheduler's secret", null),
    /** A machine of the owner's. */
    OWNERS_KEY("owner's key", null),
    /** The worker as an admin's machine, with no more than the worker's role. */
    WORKERS_KEY("worker's key", "agent-worker"),
    REVOKED_KEY("revoked key of the owner's", null),
    /** Somebody of the owner's role whom an admin let in no longer. */
    REVOKED("revoked user", ""),
    EXPIRED("expired token", null),
    NOBODY("no credential", null);

    private final String title;
    private final String role;

    Actor(String title, String role) {
        this.title = title;
        this.role = role;
    }

    String title() {
        return title;
    }

    boolean isKey() {
        return this == OWNERS_KEY || this == WORKERS_KEY || this == REVOKED_KEY;
    }

    /** What the credential says, apart from whose things they are; empty for none; absent without a valid one. */
    Optional<String> role(String ownersRole) {
        return switch (this) {
            case OWNER, PEER, OWNERS_KEY -> Optional.of(ownersRole);
            case SCHEDULER, REVOKED_KEY, EXPIRED, NOBODY -> Optional.empty();
            default -> Optional.of(role);
        };
    }
}
