package io.voxlynx.web.user;

import io.voxlynx.identity.Access;
import io.voxlynx.identity.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody who has signed in, or was invited to. */
@Schema(name = "User")
public record UserBody(
        @Schema(required = true) UUID id,

        @Schema(
                description =
                        "Whose tokens he shows; left out, as the subject is, until somebody invited has signed in")
        String issuer,

        @Schema(description = "The sub of his tokens, which owns what he makes")
        String subject,

        String email,

        @Schema(description = "What an admin decided; left out where the token decides")
        String role,

        @Schema(required = true, description = "What the last token said")
        List<String> claimedRoles,

        @Schema(
                required = true,
                description = "NEW: nobody has decided, and he comes in where his issuer needs no allowlist")
        Access access,

        @Schema(required = true) Instant createdAt,

        @Schema(description = "True to the minute") Instant lastSeenAt,

        @Schema(
                description =
                        "Where the events of those of his campaigns go that have no webhookUrl of their own; not in"
                                + " lists")
        String webhookUrl) {

    static UserBody of(User user, Optional<String> webhookUrl) {
        return new UserBody(
                user.id(),
                user.issuer(),
                user.subject(),
                user.email(),
                user.role(),
                user.claimedRoles().stream().sorted().toList(),
                user.access(),
                user.createdAt(),
                user.lastSeenAt(),
                webhookUrl.orElse(null));
    }
}
