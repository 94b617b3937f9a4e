package io.voxlynx.web.assistant;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The name is at most 40 long because the provider takes no longer one. */
public record NewAssistant(
        @Schema(required = true) @NotBlank @Size(max = 40) String name,
        @Schema(required = true) @NotNull @Valid ConfigBody config) {}
