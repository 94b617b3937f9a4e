package io.voxlynx.web.assistant;

import io.voxlynx.assistant.AssistantConfig;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How an assistant talks; what is absent is left to the provider. */
@Schema(name = "AssistantConfig", description = "How an assistant talks; what is absent is left to the provider.")
public record ConfigBody(
        @Schema(
                description = "The language model, alone or with its maker.",
                examples = {"gpt-4", "anthropic/claude-sonnet-4"})
        @Size(min = 1, max = 100)
        String model,

        @Valid VoiceBody voice,

        @Schema(description = "What the assistant is told to do.") @Size(max = 100_000)
        String systemPrompt,

        @Schema(description = "What it says when somebody answers.") @Size(max = 5_000)
        String firstMessage,

        @Valid OptionsBody options) {

    @Schema(name = "AssistantVoice")
    public record VoiceBody(
            @Schema(required = true, examples = "11labs") @NotBlank @Size(max = 100)
            String provider,

            @Schema(required = true) @NotBlank @Size(max = 200)
            String voiceId) {}

    @Schema(name = "AssistantOptions")
    public record OptionsBody(
            @Schema(description = "What it says before it hangs up.") @Size(max = 5_000)
            String endCallMessage,

            Boolean recordingEnabled) {}

    static ConfigBody of(AssistantConfig config) {
        AssistantConfig.Voice voice = config.voice();
        AssistantConfig.Options options = config.options();
        return new ConfigBody(
                config.model(),
                voice == null ? null : new VoiceBody(voice.provider(), voice.voiceId()),
                config.systemPrompt(),
                config.firstMessage(),
                options == null ? null : new OptionsBody(options.endCallMessage(), options.recordingEnabled()));
    }

    AssistantConfig toConfig() {
        return new AssistantConfig(
                model,
                voice == null ? null : new AssistantConfig.Voice(voice.provider(), voice.voiceId()),
                systemPrompt,
                firstMessage,
                options == null
                        ? null
                        : new AssistantConfig.Options(options.endCallMessage(), options.recordingEnabled()));
    }
}
