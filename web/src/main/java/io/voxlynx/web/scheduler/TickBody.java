package io.voxlynx.web.scheduler;

import io.voxlynx.campaign.CampaignStatus;
import io.voxlynx.dispatch.Lines;
import io.voxlynx.dispatch.Tick;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a round of the scheduler did. */
public record TickBody(Processed processed, List<Detail> details) {

    static TickBody of(Tick.Result result) {
        return new TickBody(
                new Processed(result.campaigns().size(), result.launched(), result.active(), result.queued()),
                result.campaigns().stream().map(Detail::of).toList());
    }

    /** @param callsQueued claimed calls that have not been heard of yet */
    @Schema(name = "TickTotals")
    public record Processed(int campaigns, int callsLaunched, int callsActive, int callsQueued) {}

    @Schema(name = "TickOfCampaign")
    public record Detail(UUID campaignId, int launched, int active, int cap, CampaignStatus status) {

        static Detail of(Lines.Filled filled) {
            return new Detail(filled.campaignId(), filled.launched(), filled.active(), filled.cap(), filled.status());
        }
    }
}
