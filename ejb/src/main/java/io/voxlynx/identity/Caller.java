package io.voxlynx.identity;

import java.util.Set;

/** The authenticated caller of a use case. @param subject the token's {@code sub}, which owns what it creates */
public record Caller(String subject, Set<String> roles) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    /** Admins see all; everybody else his own. */
    public boolean maySee(String ownerId) {
        return isAdmin() || subject.equals(ownerId);
    }
}
