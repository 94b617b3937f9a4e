package io.voxlynx.web.apikey;

import io.voxlynx.identity.ApiKey;
import io.voxlynx.identity.ApiKeys;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key that was made just now. */
@Schema(name = "NewApiKey")
public record NewApiKeyBody(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(required = true) String prefix,
        @Schema(required = true) List<String> scopes,
        @Schema(required = true) UUID userId,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant expiresAt,

        @Schema(required = true, description = "The key itself. Keep it: nobody can tell it again")
        String key) {

    static NewApiKeyBody of(ApiKeys.Made made) {
        ApiKey key = made.key();
        return new NewApiKeyBody(
                key.id(),
                key.name(),
                key.prefix(),
                key.scopes().stream().sorted().toList(),
                key.userId(),
                key.createdAt(),
                key.expiresAt(),
                made.secret());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewApiKeyBody[" + prefix + "]";
    }
}
