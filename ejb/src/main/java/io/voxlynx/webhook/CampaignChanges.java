package io.voxlynx.webhook;

import io.voxlynx.campaign.CampaignService;
import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** What may change about a campaign that is there: all that was asked for, or nothing. */
@Stateless
public class CampaignChanges {

    @PersistenceContext
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    CampaignService campaigns;

    @Inject
    CampaignWebhooks webhooks;

    /** @param cap 1 or more; null: as it is */
    public void change(UUID campaignId, Integer cap, WebhookChange webhook, Caller caller) {
        if (cap != null) {
            campaigns.limit(campaignId, cap, caller);
            entities.flush();
        }
        database.joining(entities, handle -> {
            webhooks.change(campaignId, webhook, caller);
            return null;
        });
    }
}
