package io.voxlynx.web.campaign;

import io.voxlynx.campaign.CampaignStatus;
import java.time.Instant;

/** What became of a start. @param estimatedStartTime when the scheduler comes by next */
public record StartedBody(CampaignStatus status, Instant estimatedStartTime, String message) {

    static StartedBody queued(Instant nextTick) {
        return new StartedBody(CampaignStatus.QUEUED, nextTick, "Campaign queued for next scheduler tick");
    }

    static StartedBody held(CampaignStatus status, Instant nextTick) {
        return status == CampaignStatus.QUEUED
                ? new StartedBody(status, nextTick, "No call was accepted yet; the scheduler goes on trying")
                : new StartedBody(status, nextTick, "The provider has accepted the first call");
    }
}
