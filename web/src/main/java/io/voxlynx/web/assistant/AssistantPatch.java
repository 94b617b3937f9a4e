package io.voxlynx.web.assistant;

import io.voxlynx.assistant.AssistantChange;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to change; what is absent or null stays, inside the configuration too. */
public record AssistantPatch(
        @Size(max = 40) @Pattern(regexp = SOME_TEXT, message = "must not be blank")
        String name,

        @Valid ConfigBody config,

        @Schema(description = "An inactive assistant stays listed; no campaign can be created or started with it.")
        Boolean active) {

    static final String SOME_TEXT = ".*\\S.*";

    AssistantChange toChange() {
        return new AssistantChange(
                Optional.ofNullable(name).map(String::strip),
                Optional.ofNullable(config).map(ConfigBody::toConfig),
                Optional.ofNullable(active));
    }
}
