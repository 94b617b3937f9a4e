package io.voxlynx.webhook;

import io.voxlynx.campaign.CampaignWebhook;
import io.voxlynx.event.DomainEvent;
import io.voxlynx.outbox.CallbackOrder;
import io.voxlynx.outbox.Callbacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.UUID;

/** Orders to tell of an event, in the transaction of the fact. */
@ApplicationScoped
class WebhookOrders {

    private static final String CAMPAIGN = "campaign";
    private static final String CALL = "call";

    @Inject
    Callbacks callbacks;

    void recorded(@Observes DomainEvent event) {
        String type = event.type().word();
        if (!CampaignWebhook.EVENTS.contains(type)) {
            return;
        }
        UUID campaignId = campaignOf(event);
        callbacks.enqueueFor(
                WebhookTargets.OF_EVENT,
                new CallbackOrder(
                        event.id(),
                        inOrderWith(event, campaignId),
                        type,
                        null,
                        event.json(),
                        campaignId,
                        event.ownerId()));
    }

    private static UUID campaignOf(DomainEvent event) {
        return event.type().subjectKind().equals(CAMPAIGN)
                ? event.subjectId()
                : UUID.fromString(event.data().getString("campaignId"));
    }

    /** Those of one call keep their order among each other; so one slow call does not hold up its campaign. */
    private static UUID inOrderWith(DomainEvent event, UUID campaignId) {
        return event.type().subjectKind().equals(CALL) ? event.subjectId() : campaignId;
    }
}
