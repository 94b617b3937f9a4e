package io.voxlynx.identity;

import io.voxlynx.shared.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Somebody who has signed in, or was invited to.
 *
 * @param issuer whose tokens he shows; null, as the subject is, until somebody invited has signed in
 * @param email in lower case; may be null
 * @param role what an admin decided; null where the token decides
 * @param claimedRoles what the last token said
 * @param claimedAt when that token was issued; null for somebody who has shown none
 * @param lastSeenAt true to the minute
 */
public record User(
        UUID id,
        String issuer,
        String subject,
        String email,
        String role,
        Set<String> claimedRoles,
        Instant claimedAt,
        Access access,
        Instant createdAt,
        Instant lastSeenAt) {

    static final String COLUMNS =
            "id, issuer, subject, email, role, claimed_roles, claimed_at, access, created_at, last_seen_at";

    /** To be told that somebody was here, a minute is exact enough; and then reading is all that most requests need. */
    private static final Duration SEEN_EXACTLY_ENOUGH = Duration.ofMinutes(1);

    public User {
        claimedRoles = Set.copyOf(claimedRoles);
    }

    private Set<String> rolesBeside(Set<String> claimed) {
        return role == null ? claimed : Set.of(role);
    }

    Admission.Decision decide(Identity shown) {
        if (!isOf(shown.issuer())) {
            return ofAnother(shown);
        }
        Optional<Refusal> refusal = refusal(shown.needsAllowlist());
        Set<String> roles = refusal.isPresent() ? Set.of() : rolesBeside(shown.roles());
        return new Admission.Decision(new Caller(subject, roles), refusal);
    }

    /** Under a name of his own: what he does is neither counted nor remembered as done by the one whom he is called like. */
    private static Admission.Decision ofAnother(Identity shown) {
        Caller namesake = new Caller(shown.issuer() + "|" + shown.subject(), Set.of());
        return new Admission.Decision(namesake, Optional.of(Refusal.OF_ANOTHER_ISSUER));
    }

    /** As what one of his keys comes in; nobody shows a token, so the last one counts. */
    Admission.Decision decide(ApiKey key, boolean needsAllowlist) {
        Optional<Refusal> refusal = refusal(needsAllowlist);
        Set<String> roles = refusal.isPresent() ? Set.of() : key.rolesOf(rolesBeside(claimedRoles));
        return new Admission.Decision(new Caller(subject, roles, key.id()), refusal);
    }

    private Optional<Refusal> refusal(boolean needsAllowlist) {
        return switch (access) {
            case REVOKED -> Optional.of(Refusal.REVOKED);
            case NEW -> needsAllowlist ? Optional.of(Refusal.NOT_ALLOWED_YET) : Optional.empty();
            case ALLOWED -> Optional.empty();
        };
    }

    /** This is the caller, and still an admin. */
    boolean isAdmin(Caller caller) {
        return caller.subject().equals(subject)
                && access != Access.REVOKED
                && (role == null ? caller.isAdmin() : role.equals(Role.ADMIN));
    }

    /** Whether he is an admin, or is one again once he is let in, if this is what an admin decided. */
    boolean isAdminWith(String decided) {
        return decided == null ? claimedRoles.contains(Role.ADMIN) : decided.equals(Role.ADMIN);
    }

    boolean isOf(String otherIssuer) {
        return otherIssuer.equals(issuer);
    }

    /** No admin has said anything about him. */
    boolean isUndecided() {
        return role == null && access == Access.NEW;
    }

    /** An older token says nothing any more of who he is: somebody may have kept it because it said more. */
    private boolean isDescribedBy(Identity shown) {
        return claimedAt == null || !shown.issuedAt().isBefore(claimedAt);
    }

    boolean showsAnotherEmail(Identity shown) {
        return isDescribedBy(shown)
                && shown.email().isPresent()
                && !shown.email().get().equals(email);
    }

    boolean isOutdatedBy(Identity shown, Instant now) {
        return lastSeenAt == null
                || lastSeenAt.plus(SEEN_EXACTLY_ENOUGH).isBefore(now)
                || isDescribedBy(shown) && !claimedRoles.equals(shown.roles())
                || showsAnotherEmail(shown);
    }

    static User read(ResultSet row, StatementContext context) throws SQLException {
        return new User(
                row.getObject("id", UUID.class),
                row.getString("issuer"),
                row.getString("subject"),
                row.getString("email"),
                row.getString("role"),
                Set.copyOf(
                        Arrays.asList((String[]) row.getArray("claimed_roles").getArray())),
                Timestamps.read(row, "claimed_at"),
                Access.ofColumn(row.getString("access")),
                Timestamps.read(row, "created_at"),
                Timestamps.read(row, "last_seen_at"));
    }
}
