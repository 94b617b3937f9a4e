package io.voxlynx.web.usage;

import io.voxlynx.usage.AgentCost;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AgentCost")
public record AgentCostBody(
        @Schema(required = true) @JsonbProperty("agent_id") UUID agentId,

        @Schema(required = true, description = "also of an agent that was deleted") @JsonbProperty("agent_name")
        String agentName,

        @Schema(required = true, description = "USD, of all time") @JsonbProperty("total_cost")
        BigDecimal totalCost,

        @Schema(required = true, description = "sessions that used anything") @JsonbProperty("session_count")
        long sessionCount,

        @Schema(required = true) @JsonbProperty("event_count")
        long eventCount) {

    static AgentCostBody of(AgentCost cost) {
        return new AgentCostBody(cost.agentId(), cost.name(), cost.total(), cost.sessions(), cost.events());
    }
}
