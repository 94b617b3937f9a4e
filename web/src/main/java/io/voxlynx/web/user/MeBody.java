package io.voxlynx.web.user;

import io.voxlynx.identity.Caller;
import io.voxlynx.identity.User;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who the caller is here. */
@Schema(name = "Me")
public record MeBody(
        @Schema(required = true) String subject,
        String issuer,
        String email,
        @Schema(required = true) List<String> roles,

        @Schema(description = "The API key that was shown, if one was")
        UUID apiKey,

        @Schema(description = "Where the events of those of his campaigns go that have no webhookUrl of their own")
        String webhookUrl,

        @Schema(
                description =
                        "With it your receivers verify the events of your campaigns; its text, as bytes, is the key."
                                + " Shown to you alone, and to no API key")
        String webhookSecret) {

    static MeBody of(Caller caller, Optional<User> user, Optional<String> webhookUrl, Optional<String> secret) {
        return new MeBody(
                caller.subject(),
                user.map(User::issuer).orElse(null),
                user.map(User::email).orElse(null),
                caller.roles().stream().sorted().toList(),
                caller.apiKey(),
                webhookUrl.orElse(null),
                secret.orElse(null));
    }
}
