package io.voxlynx.web.assistant;

import io.voxlynx.assistant.Assistant;
import io.voxlynx.assistant.AssistantSource;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An assistant of the directory. Lists leave its configuration out. */
@Schema(name = "Assistant")
public record AssistantBody(
        @Schema(required = true) UUID id,

        @Schema(required = true) @JsonbProperty("provider_assistant_id")
        String providerAssistantId,

        @Schema(required = true) String name,
        @Schema(required = true) AssistantSource source,

        @Schema(description = "Left out in lists.") @JsonbProperty("config_json")
        ConfigBody config,

        @Schema(required = true) boolean active,
        @Schema(required = true) boolean ephemeral,

        @Schema(required = true) @JsonbProperty("created_at")
        Instant createdAt,

        @Schema(required = true) @JsonbProperty("updated_at")
        Instant updatedAt) {

    static AssistantBody whole(Assistant assistant) {
        return of(assistant, ConfigBody.of(assistant.config()));
    }

    static AssistantBody listed(Assistant assistant) {
        return of(assistant, null);
    }

    private static AssistantBody of(Assistant assistant, ConfigBody config) {
        return new AssistantBody(
                assistant.id(),
                assistant.providerAssistantId(),
                assistant.name(),
                assistant.source(),
                config,
                assistant.isActive(),
                assistant.isEphemeral(),
                assistant.createdAt(),
                assistant.updatedAt());
    }
}
