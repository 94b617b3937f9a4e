package io.voxlynx.web.usage;

import io.voxlynx.usage.SessionCost;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "SessionCostBreakdown")
public record SessionCostBody(
        @Schema(required = true) @JsonbProperty("session_id")
        UUID sessionId,

        @Schema(required = true, description = "USD, of all its events") @JsonbProperty("total_cost")
        BigDecimal totalCost,

        @Schema(required = true, description = "a page of its events, in the order of time")
        List<UsageEventBody> events,

        @Schema(required = true, description = "of all its events, every event_type") @JsonbProperty("cost_by_type")
        Map<String, BigDecimal> costByType) {

    static SessionCostBody of(SessionCost cost) {
        Map<String, BigDecimal> byType = new LinkedHashMap<>();
        cost.byType().forEach((type, usd) -> byType.put(type.name(), usd));
        return new SessionCostBody(
                cost.sessionId(),
                cost.total(),
                cost.events().stream().map(UsageEventBody::of).toList(),
                byType);
    }
}
