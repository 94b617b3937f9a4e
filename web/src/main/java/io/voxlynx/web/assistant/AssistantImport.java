package io.voxlynx.web.assistant;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An assistant that the provider has already. */
public record AssistantImport(
        @Schema(required = true) @NotBlank @Size(max = 100) String providerAssistantId,

        @Schema(description = "What to call it here; by default the provider's name for it.")
        @Size(max = 40)
        @Pattern(regexp = AssistantPatch.SOME_TEXT, message = "must not be blank")
        String name) {}
