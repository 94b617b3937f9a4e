package io.voxlynx.web.usage;

import io.voxlynx.usage.TimelinePoint;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CostTimelinePoint")
public record TimelinePointBody(
        @Schema(required = true, description = "the day, the Monday of the ISO week, or the first of the month")
        LocalDate date,

        @Schema(required = true, description = "USD") @JsonbProperty("total_cost")
        BigDecimal totalCost,

        @Schema(required = true, description = "empty where there were no costs") @JsonbProperty("by_provider")
        Map<String, BigDecimal> byProvider) {

    static TimelinePointBody of(TimelinePoint point) {
        return new TimelinePointBody(point.date(), point.total(), point.byProvider());
    }
}
