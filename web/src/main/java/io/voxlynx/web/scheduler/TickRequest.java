package io.voxlynx.web.scheduler;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.UUID;

/** The body may be left out. @param campaignId only this campaign; null for all */
public record TickRequest(UUID campaignId) {

    @JsonbCreator
    public static TickRequest of(@JsonbProperty("campaignId") UUID campaignId) {
        return new TickRequest(campaignId);
    }
}
