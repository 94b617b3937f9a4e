package io.voxlynx.web.usage;

import io.voxlynx.shared.InvalidInput;
import io.voxlynx.usage.Charge;
import io.voxlynx.usage.NewUsageEvent;
import io.voxlynx.usage.ProviderName;
import io.voxlynx.usage.UsageType;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Either what was measured, or what it costs. */
@Schema(
        name = "NewUsageEvent",
        description = "Either usage_data, and it is charged by the configured rates, or all of quantity, unit_cost and"
                + " total_cost, which are then taken as they are.")
public record UsageReport(
        @Schema(required = true) @NotNull @JsonbProperty("session_id")
        UUID sessionId,

        @Schema(required = true, description = "the owner of the session") @NotNull @JsonbProperty("user_id")
        String userId,

        @Schema(description = "the agent of the session; may be left out") @JsonbProperty("agent_id")
        UUID agentId,

        @Schema(required = true) @NotNull @JsonbProperty("event_type")
        UsageType eventType,

        @Schema(
                required = true,
                examples = "deepgram",
                description = "letters, digits, dots, hyphens and underscores; told in lower case")
        @NotNull
        String provider,

        @JsonbProperty("usage_data") UsageDataBody usageData,

        @Schema(
                minimum = "0",
                description = "minutes, tokens (not thousands of them) or characters; at most 60 decimals")
        BigDecimal quantity,

        @Schema(minimum = "0", description = "USD for one of them") @JsonbProperty("unit_cost")
        BigDecimal unitCost,

        @Schema(
                minimum = "0",
                description = "USD; counts as it is, since the sender may have rounded, or counted another unit")
        @JsonbProperty("total_cost")
        BigDecimal totalCost) {

    NewUsageEvent toEvent() {
        boolean charged = Stream.of(quantity, unitCost, totalCost).anyMatch(Objects::nonNull);
        if (charged == (usageData != null)) {
            throw InvalidInput.field("usage_data", null, "either usage_data or quantity, unit_cost and total_cost");
        }
        return new NewUsageEvent(
                sessionId,
                userId,
                agentId,
                new ProviderName(provider),
                eventType,
                charged ? null : usageData.toData(eventType),
                charged ? new Charge(quantity, unitCost, totalCost) : null);
    }
}
