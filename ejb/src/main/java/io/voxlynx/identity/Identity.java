package io.voxlynx.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a verified token says of its bearer.
 *
 * @param issuer its {@code iss}
 * @param subject its {@code sub}
 * @param email in lower case; empty where the token has none, or nobody has verified it
 * @param roles those of {@link Role#OF_TOKENS} that the issuer's role claim names
 * @param needsAllowlist whether this issuer's users may come in only when an admin has allowed them
 * @param issuedAt its {@code iat}, to the second
 */
public record Identity(
        String issuer,
        String subject,
        Optional<String> email,
        Set<String> roles,
        boolean needsAllowlist,
        Instant issuedAt) {

    public Identity {
        roles = Set.copyOf(roles);
    }
}
