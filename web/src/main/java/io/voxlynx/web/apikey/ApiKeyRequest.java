package io.voxlynx.web.apikey;

import io.voxlynx.identity.ApiKeyOrder;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "ApiKeyRequest")
public record ApiKeyRequest(
        @NotBlank @Size(max = ApiKeyOrder.LONGEST_NAME) String name,

        @Schema(
                description =
                        "The roles that it may use: of your own, or, as an admin, any of admin, operator, voice and"
                                + " agent-worker. Two are for the message broker alone: events, from admins, and"
                                + " commands, from admins and operators. All of your own without it")
        List<@NotNull String> scopes,

        @Schema(description = "At most 365 days from now; in 90 days without it")
        Instant expiresAt) {

    ApiKeyOrder order() {
        return new ApiKeyOrder(name, scopes == null ? null : Set.copyOf(scopes), expiresAt);
    }
}
