package io.voxlynx.outbox;

import java.util.Optional;
import java.util.UUID;

/** Where what belongs to a campaign goes by now; said by those who know campaigns. */
public interface CampaignReceivers {

    /** A URL; empty if nobody listens. */
    Optional<String> of(UUID campaignId);
}
