package io.voxlynx.web.campaign;

import io.voxlynx.campaign.CampaignCounters;
import io.voxlynx.campaign.CampaignDetail;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.campaign.CampaignStatus;
import io.voxlynx.campaign.CampaignView;
import io.voxlynx.campaign.ImportStatus;
import io.voxlynx.dispatch.Breaker;
import io.voxlynx.shared.JsonApi;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One campaign in full. */
public record CampaignDetailBody(
        UUID id,
        String name,
        CampaignStatus status,
        String statusReason,
        CampaignMode mode,
        int cap,
        ImportStatus importStatus,
        Assistant assistant,
        String phoneNumberId,

        @Schema(description = "Where its events go; left out where it has none of its own")
        String webhookUrl,

        @Schema(description = "Which of its events are told; left out: all")
        List<String> webhookEvents,

        Metrics metrics,
        Timeline timeline,

        @Schema(description = "Present while the provider is down and nothing is launched")
        Suspension suspended) {

    static CampaignDetailBody of(CampaignDetail detail, Optional<Breaker.Open> open) {
        CampaignView view = detail.view();
        return new CampaignDetailBody(
                view.id(),
                view.name(),
                view.status(),
                view.statusReason(),
                view.mode(),
                view.cap(),
                view.importStatus(),
                new Assistant(view.assistantId(), view.assistantName(), JsonApi.object(detail.assistantConfig())),
                view.phoneNumberId(),
                detail.webhook().url(),
                detail.webhook().events().isEmpty() ? null : detail.webhook().events(),
                Metrics.of(detail),
                new Timeline(view.createdAt(), view.startedAt(), view.completedAt(), detail.estimatedCompletion()),
                open.filter(breaker -> view.status().dials())
                        .map(breaker -> new Suspension(breaker.reason(), breaker.until()))
                        .orElse(null));
    }

    @Schema(name = "CampaignAssistant")
    public record Assistant(
            UUID id,
            String name,
            @Schema(type = SchemaType.OBJECT) JsonObject config) {}

    /** Costs in USD, durations in seconds. */
    @Schema(name = "CampaignMetrics")
    public record Metrics(
            int totalContacts,
            int completedCalls,
            int activeCalls,
            int successfulCalls,
            Map<String, Integer> callsByStatus,
            BigDecimal successRate,
            BigDecimal averageCost,
            BigDecimal averageDuration,
            BigDecimal totalCost) {

        static Metrics of(CampaignDetail detail) {
            CampaignCounters counters = detail.view().counters();
            return new Metrics(
                    counters.totalContacts(),
                    counters.completedCalls(),
                    counters.activeCalls(),
                    counters.successful(),
                    detail.callsByStatus(),
                    counters.successRate(),
                    counters.averageCost(),
                    counters.averageDuration(),
                    counters.totalCost());
        }
    }

    @Schema(name = "CampaignTimeline")
    public record Timeline(Instant createdAt, Instant startedAt, Instant completedAt, Instant estimatedCompletion) {}

    @Schema(name = "CampaignSuspension")
    public record Suspension(String reason, Instant retryAt) {}
}
