package io.voxlynx.identity;

import io.voxlynx.shared.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;

/**
 * A key as somebody wants it.
 *
 * @param scopes the roles that it may use; null for all that its owner has now
 * @param expiresAt null for the usual time
 */
public record ApiKeyOrder(String name, Set<String> scopes, Instant expiresAt) {

    public static final int LONGEST_NAME = 100;
    private static final Duration USUAL_LIFE = Duration.ofDays(90);
    private static final Duration LONGEST_LIFE = Duration.ofDays(365);

    public ApiKeyOrder {
        name = name == null ? "" : name.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw InvalidInput.field("name", name, "1 to " + LONGEST_NAME + " characters");
        }
        if (scopes != null) {
            if (scopes.isEmpty()) {
                throw InvalidInput.field("scopes", "[]", "at least one role, or none of the list at all");
            }
            scopes = Set.copyOf(scopes);
        }
    }

    Set<String> scopesFor(Caller owner) {
        if (scopes == null) {
            return owner.roles();
        }
        Set<String> grantable = ApiKey.grantable(owner.roles());
        for (String scope : new TreeSet<>(scopes)) {
            if (!grantable.contains(scope)) {
                throw InvalidInput.field(
                        "scopes", scope, "roles of your own: " + String.join(", ", new TreeSet<>(grantable)));
            }
        }
        return scopes;
    }

    Instant expiry(Instant now) {
        Instant expiry = expiresAt == null ? now.plus(USUAL_LIFE) : expiresAt.truncatedTo(ChronoUnit.MICROS);
        if (!expiry.isAfter(now) || expiry.isAfter(now.plus(LONGEST_LIFE))) {
            throw InvalidInput.field(
                    "expiresAt", expiresAt, "a time to come, at most " + LONGEST_LIFE.toDays() + " days from now");
        }
        return expiry;
    }
}
