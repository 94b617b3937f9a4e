package io.voxlynx.identity;

import java.util.Set;
import java.util.UUID;

/**
 * The authenticated caller of a use case.
 *
 * @param subject the token's {@code sub}, which owns what it creates
 * @param apiKey through which the owner's machine came; null for who showed a token
 */
public record Caller(String subject, Set<String> roles, UUID apiKey) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    public Caller(String subject, Set<String> roles) {
        this(subject, roles, null);
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    /** Admins see all; everybody else his own. */
    public boolean maySee(String ownerId) {
        return isAdmin() || subject.equals(ownerId);
    }

    /** Admins and the agents' worker act for others. */
    public boolean actsForOthers() {
        return isAdmin() || roles.contains(Role.WORKER);
    }

    /** May read and write what this owner's conversations bring: the owner, and those who act for others. */
    public boolean mayServe(String ownerId) {
        return actsForOthers() || subject.equals(ownerId);
    }
}
