package io.voxlynx.web.agent;

import io.voxlynx.agent.Agent;
import io.voxlynx.agent.AgentProfile;
import io.voxlynx.shared.JsonApi;
import io.voxlynx.shared.PhoneNumber;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A voice agent. */
@Schema(name = "Agent")
public record AgentBody(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(required = true) String systemPrompt,
        @Schema(required = true) String sttProvider,
        @Schema(required = true) String llmProvider,
        @Schema(required = true) String ttsProvider,
        String phoneNumber,

        @Schema(type = SchemaType.OBJECT, description = CONFIG)
        JsonObject config,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt) {

    static final String CONFIG =
            "What the worker is told beside: functions, webhooks, whatever it understands. Any object of up to 64 KB;"
                    + " it comes back as it was sent.";

    public static AgentBody of(Agent agent) {
        AgentProfile profile = agent.profile();
        return new AgentBody(
                agent.id(),
                profile.name(),
                profile.systemPrompt(),
                profile.sttProvider(),
                profile.llmProvider(),
                profile.ttsProvider(),
                profile.phoneNumber().map(PhoneNumber::e164).orElse(null),
                profile.config().map(config -> JsonApi.object(config.json())).orElse(null),
                agent.createdAt(),
                agent.updatedAt());
    }
}
