package io.voxlynx.web.agent;

import io.voxlynx.agent.AgentConfig;
import io.voxlynx.agent.AgentProfile;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.PhoneNumber;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An agent as its owner wants it. Whose it is comes from the token, never from here. */
public record AgentRequest(
        @Schema(required = true) @NotBlank @Size(max = 100) String name,

        @Schema(required = true, description = "What the agent is told to do.") @NotBlank @Size(max = 20_000)
        String systemPrompt,

        @Schema(required = true, examples = "deepgram", description = "Who hears for it: one of those configured.")
        @NotBlank
        String sttProvider,

        @Schema(required = true, examples = "gemini", description = "Who thinks for it: one of those configured.")
        @NotBlank
        String llmProvider,

        @Schema(required = true, examples = "resemble", description = "Who speaks for it: one of those configured.")
        @NotBlank
        String ttsProvider,

        @Schema(
                examples = "+14155550100",
                description = "E.164. Inbound calls to it are this agent's; no two agents have the same.")
        @Pattern(regexp = PhoneNumber.E164, message = "an E.164 number such as +14155550100")
        String phoneNumber,

        @Schema(type = SchemaType.OBJECT, description = AgentBody.CONFIG)
        JsonValue config) {

    AgentProfile toProfile() {
        return new AgentProfile(
                name.strip(),
                systemPrompt,
                sttProvider,
                llmProvider,
                ttsProvider,
                Optional.ofNullable(phoneNumber).map(PhoneNumber::new),
                isAbsent(config) ? Optional.empty() : Optional.of(new AgentConfig(objectOf(config))));
    }

    private static boolean isAbsent(JsonValue value) {
        return value == null || value.getValueType() == ValueType.NULL;
    }

    private static String objectOf(JsonValue config) {
        if (config.getValueType() != ValueType.OBJECT) {
            throw InvalidInput.field("config", config, "a JSON object");
        }
        return config.toString();
    }
}
