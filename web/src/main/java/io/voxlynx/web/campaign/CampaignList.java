package io.voxlynx.web.campaign;

import io.voxlynx.campaign.CampaignCounters;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.campaign.CampaignStatus;
import io.voxlynx.campaign.CampaignView;
import io.voxlynx.shared.Page;
import io.voxlynx.web.http.Pagination;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of campaigns. */
public record CampaignList(List<Item> campaigns, Pagination pagination) {

    static CampaignList of(Page<CampaignView> page) {
        return new CampaignList(page.items().stream().map(Item::of).toList(), Pagination.of(page));
    }

    @Schema(name = "CampaignListItem")
    public record Item(
            UUID id,
            String name,
            CampaignStatus status,
            CampaignMode mode,
            int cap,
            AssistantName assistant,
            Metrics metrics,
            Instant createdAt,
            Instant startedAt,
            Instant completedAt) {

        static Item of(CampaignView view) {
            return new Item(
                    view.id(),
                    view.name(),
                    view.status(),
                    view.mode(),
                    view.cap(),
                    new AssistantName(view.assistantId(), view.assistantName()),
                    Metrics.of(view.counters()),
                    view.createdAt(),
                    view.startedAt(),
                    view.completedAt());
        }
    }

    @Schema(name = "CampaignListAssistant")
    public record AssistantName(UUID id, String name) {}

    /** @param totalCost USD */
    @Schema(name = "CampaignListMetrics")
    public record Metrics(
            int totalContacts, int completedCalls, int activeCalls, int successfulCalls, BigDecimal totalCost) {

        static Metrics of(CampaignCounters counters) {
            return new Metrics(
                    counters.totalContacts(),
                    counters.completedCalls(),
                    counters.activeCalls(),
                    counters.successful(),
                    counters.totalCost());
        }
    }
}
