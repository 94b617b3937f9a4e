package io.voxlynx.web.telephony;

import io.voxlynx.agent.Agent;
import io.voxlynx.agent.AgentProfile;
import io.voxlynx.shared.PhoneNumber;
import io.voxlynx.web.agent.AgentBody;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whose number it is, with all that a worker needs to answer it. */
@Schema(name = "NumberLookup")
public record NumberBody(
        @Schema(required = true) @JsonbProperty("phone_number")
        String phoneNumber,

        @Schema(required = true) @JsonbProperty("agent_id") UUID agentId,

        @Schema(required = true) @JsonbProperty("agent_name")
        String agentName,

        @Schema(required = true) @JsonbProperty("user_id") String userId,

        @Schema(required = true) @JsonbProperty("system_prompt")
        String systemPrompt,

        @Schema(required = true) @JsonbProperty("stt_provider")
        String sttProvider,

        @Schema(required = true) @JsonbProperty("llm_provider")
        String llmProvider,

        @Schema(required = true) @JsonbProperty("tts_provider")
        String ttsProvider,

        @Schema(type = SchemaType.OBJECT, description = "as the agent has it")
        JsonObject config) {

    static NumberBody of(PhoneNumber number, Agent agent) {
        AgentProfile profile = agent.profile();
        return new NumberBody(
                number.e164(),
                agent.id(),
                profile.name(),
                agent.ownerId(),
                profile.systemPrompt(),
                profile.sttProvider(),
                profile.llmProvider(),
                profile.ttsProvider(),
                AgentBody.of(agent).config());
    }
}
