package io.voxlynx.identity;

import io.voxlynx.shared.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A key as it may be shown: all of it but the secret.
 *
 * @param userId whom it speaks for
 * @param prefix how the key begins, by which its owner knows it
 * @param scopes the roles that it may use, of those that its owner has
 * @param lastUsedAt true to the minute; null for one that was never used, {@code revokedAt} for one that was not revoked
 */
public record ApiKey(
        UUID id,
        UUID userId,
        String name,
        String prefix,
        Set<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        Instant lastUsedAt,
        Instant revokedAt) {

    /** Under names of their own, so that they can stand beside a user's. */
    static final String COLUMNS =
            "k.id as key_id, k.user_id, k.name, k.prefix, k.scopes, k.created_at as key_created_at,"
                    + " k.expires_at, k.last_used_at, k.revoked_at";

    private static final Duration USED_EXACTLY_ENOUGH = Duration.ofMinutes(1);

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    boolean isOver(Instant now) {
        return revokedAt != null || !expiresAt.isAfter(now);
    }

    boolean wasUsedBefore(Instant now) {
        return lastUsedAt == null || lastUsedAt.plus(USED_EXACTLY_ENOUGH).isBefore(now);
    }

    /** What is left of its scopes for an owner with these roles. An admin's key may act as any. */
    Set<String> rolesOf(Set<String> ownersRoles) {
        Set<String> roles = new TreeSet<>(scopes);
        roles.retainAll(grantable(ownersRoles));
        return roles;
    }

    /** The scopes that somebody with these roles may give to a key; the view broker_users says the same. */
    static Set<String> grantable(Set<String> roles) {
        Set<String> scopes = new TreeSet<>(roles.contains(Role.ADMIN) ? Role.OF_TOKENS : roles);
        if (scopes.contains(Role.ADMIN)) {
            scopes.add(Role.EVENTS);
        }
        if (scopes.contains(Role.OPERATOR)) {
            scopes.add(Role.COMMANDS);
        }
        return scopes;
    }

    static ApiKey read(ResultSet row, StatementContext context) throws SQLException {
        return new ApiKey(
                row.getObject("key_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                Set.copyOf(Arrays.asList((String[]) row.getArray("scopes").getArray())),
                Timestamps.read(row, "key_created_at"),
                Timestamps.read(row, "expires_at"),
                Timestamps.read(row, "last_used_at"),
                Timestamps.read(row, "revoked_at"));
    }
}
