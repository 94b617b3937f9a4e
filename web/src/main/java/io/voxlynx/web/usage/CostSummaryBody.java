package io.voxlynx.web.usage;

import io.voxlynx.usage.CostSummary;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CostSummary")
public record CostSummaryBody(
        @Schema(required = true, description = "USD, of all time") @JsonbProperty("total_cost")
        BigDecimal totalCost,

        @Schema(required = true, description = "since the first of this month, UTC") @JsonbProperty("this_month_cost")
        BigDecimal thisMonthCost,

        @Schema(required = true, description = "of all time") @JsonbProperty("by_provider")
        Map<String, BigDecimal> byProvider) {

    static CostSummaryBody of(CostSummary summary) {
        return new CostSummaryBody(summary.total(), summary.thisMonth(), summary.byProvider());
    }
}
