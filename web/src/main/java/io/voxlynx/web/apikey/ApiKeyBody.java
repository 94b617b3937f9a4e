package io.voxlynx.web.apikey;

import io.voxlynx.identity.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key, without the secret. */
@Schema(name = "ApiKey")
public record ApiKeyBody(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,

        @Schema(required = true, description = "How the key begins")
        String prefix,

        @Schema(required = true, description = "It may use those of them that its owner has at the time")
        List<String> scopes,

        @Schema(required = true, description = "Whom it speaks for")
        UUID userId,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant expiresAt,

        @Schema(description = "True to the minute; left out for one that was never used")
        Instant lastUsedAt,

        Instant revokedAt) {

    static ApiKeyBody of(ApiKey key) {
        return new ApiKeyBody(
                key.id(),
                key.name(),
                key.prefix(),
                key.scopes().stream().sorted().toList(),
                key.userId(),
                key.createdAt(),
                key.expiresAt(),
                key.lastUsedAt(),
                key.revokedAt());
    }
}
