package io.voxlynx.web.usage;

import io.voxlynx.usage.UsageEvent;
import io.voxlynx.usage.UsageType;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "UsageEvent")
public record UsageEventBody(
        @Schema(required = true) UUID id,

        @Schema(required = true) @JsonbProperty("session_id")
        UUID sessionId,

        @Schema(required = true) @JsonbProperty("user_id") String userId,

        @Schema(required = true) @JsonbProperty("agent_id") UUID agentId,

        @Schema(required = true) @JsonbProperty("event_type")
        UsageType eventType,

        @Schema(required = true) String provider,

        @Schema(description = "left out where the costs were reported instead") @JsonbProperty("usage_data")
        UsageDataBody usageData,

        @Schema(
                required = true,
                description = "minutes (seconds / 60, rounded to 9 decimals), tokens (input and output together) or"
                        + " characters")
        BigDecimal quantity,

        @Schema(required = true, description = "USD for one of them; of a token a thousandth of its rate")
        @JsonbProperty("unit_cost")
        BigDecimal unitCost,

        @Schema(
                required = true,
                description = "USD; exactly quantity × unit_cost where usage_data was sent, else as it was reported")
        @JsonbProperty("total_cost")
        BigDecimal totalCost,

        @Schema(required = true) @JsonbProperty("created_at")
        Instant createdAt) {

    static UsageEventBody of(UsageEvent event) {
        return new UsageEventBody(
                event.id(),
                event.sessionId(),
                event.ownerId(),
                event.agentId(),
                event.type(),
                event.provider().value(),
                UsageDataBody.of(event.data()),
                event.charge().quantity(),
                event.charge().unitCost(),
                event.charge().totalCost(),
                event.createdAt());
    }
}
