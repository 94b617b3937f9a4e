package io.voxlynx.webhook;

import static io.voxlynx.shared.JsonApi.JSON;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.campaign.CampaignService;
import io.voxlynx.event.DomainEvent;
import io.voxlynx.identity.Caller;
import io.voxlynx.outbox.CallbackOrder;
import io.voxlynx.outbox.Callbacks;
import io.voxlynx.outbox.Trial;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Tries receivers out: an event of no meaning, signed and sent as all others are, once. */
@ApplicationScoped
public class WebhookTrials {

    private static final String EVENT = "webhook.test";

    @Inject
    CampaignService campaigns;

    @Inject
    WebhookTargets targets;

    @Inject
    Callbacks callbacks;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * What came of it, and no more: it must not tell what there is inside, nor what a receiver answers.
     *
     * @param id of the event
     */
    public record Result(UUID id, Trial outcome) {}

    /** @throws InvalidInput naming {@code webhookUrl}, if nothing may be sent there */
    public Result ofUrl(String url, Caller caller) {
        callbacks.requireDeliverable("webhookUrl", url);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return send(id, id, url, caller.subject(), JSON.createObjectBuilder().add("kind", "webhook"), caller);
    }

    /** Its own, or the one that it has from its owner. @throws Conflict if it has neither */
    public Result ofCampaign(UUID campaignId, Caller caller) {
        String owner = campaigns.get(campaignId, caller).ownerId();
        String url = targets.of(campaignId)
                .orElseThrow(() -> new Conflict(
                        "Neither the campaign nor its owner has a webhook", Map.of("id", campaignId.toString())));
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return send(id, campaignId, url, owner, JSON.createObjectBuilder().add("kind", "campaign"), caller);
    }

    /** @param ownerId with whose secret it is signed */
    private Result send(UUID id, UUID subjectId, String url, String ownerId, JsonObjectBuilder subject, Caller caller) {
        audit.changed(new AuditEntry(
                caller.subject(),
                caller.apiKey(),
                "webhook.tested",
                subjectId.toString(),
                Map.of("host", Callbacks.hostOf(url))));
        String body = JSON.createObjectBuilder()
                .add("version", DomainEvent.VERSION)
                .add("id", id.toString())
                .add("type", EVENT)
                .add("occurredAt", clock.instant().toString())
                .add("subject", subject.add("id", subjectId.toString()))
                .add("owner", caller.subject())
                .add("data", JsonObject.EMPTY_JSON_OBJECT)
                .build()
                .toString();
        return new Result(id, callbacks.tryOut(new CallbackOrder(id, subjectId, EVENT, url, body, null, ownerId)));
    }
}
