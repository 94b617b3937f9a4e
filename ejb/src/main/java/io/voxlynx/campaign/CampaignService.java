package io.voxlynx.campaign;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.event.EventType;
import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.NotFound;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The life of a campaign as its owner directs it. Another's campaign does not exist for the caller. */
@Stateless
public class CampaignService {

    @PersistenceContext
    EntityManager entities;

    @Inject
    Clock clock;

    @Inject
    Caps caps;

    @Inject
    Event<CampaignRedirected> redirected;

    @Inject
    Database database;

    @Inject
    CampaignEvents events;

    public Campaign create(NewCampaign order) {
        Campaign campaign = new Campaign(UuidCreator.getTimeOrderedEpoch(), order, clock.instant());
        entities.persist(campaign);
        return campaign;
    }

    public Campaign get(UUID id, Caller caller) {
        return visible(entities.find(Campaign.class, id), id, caller);
    }

    public Campaign start(UUID id, Caller caller) {
        return recorded(EventType.CAMPAIGN_STARTED, direct(id, caller, (campaign, now) -> {
            holdAssistant(campaign);
            campaign.start(now);
        }));
    }

    public Campaign pause(UUID id, Caller caller) {
        return recorded(EventType.CAMPAIGN_PAUSED, direct(id, caller, Campaign::pause));
    }

    public Campaign resume(UUID id, Caller caller) {
        return recorded(EventType.CAMPAIGN_RESUMED, direct(id, caller, Campaign::resume));
    }

    public Campaign cancel(UUID id, Caller caller) {
        return recorded(EventType.CAMPAIGN_CANCELED, direct(id, caller, Campaign::cancel));
    }

    /**
     * For whoever gives it more contacts: nobody moves it until the transaction ends, and its lines are filled after it.
     *
     * @throws Conflict if it is over, or its own contacts are not there yet
     */
    public Campaign holdOpen(UUID id, Caller caller) {
        return direct(id, caller, (campaign, now) -> campaign.requireOpen());
    }

    /** @param cap 1 or more */
    public Campaign limit(UUID id, int cap, Caller caller) {
        caps.check(cap);
        return direct(id, caller, (campaign, now) -> campaign.limitTo(cap, now));
    }

    private Campaign direct(UUID id, Caller caller, BiConsumer<Campaign, Instant> move) {
        // Locked from the first read on: the engine moves the same row, and a decision on a stale state would undo it.
        Campaign campaign = visible(entities.find(Campaign.class, id, LockModeType.PESSIMISTIC_WRITE), id, caller);
        move.accept(campaign, clock.instant());
        redirected.fire(new CampaignRedirected(id, campaign.status()));
        return campaign;
    }

    private Campaign recorded(EventType type, Campaign campaign) {
        entities.flush();
        return database.joining(entities, handle -> {
            events.record(type, campaign.id());
            return campaign;
        });
    }

    private static Campaign visible(Campaign campaign, UUID id, Caller caller) {
        if (campaign == null) {
            throw new NotFound("Campaign", id);
        }
        if (!caller.maySee(campaign.ownerId())) {
            throw NotFound.anothers("Campaign", id);
        }
        return campaign;
    }

    /** A share lock, so that the assistant cannot be deleted between this check and our commit. */
    private void holdAssistant(Campaign campaign) {
        boolean usable = !entities.createNativeQuery(
                        "select 1 from assistants where id = :id and active and deleted_at is null for share")
                .setParameter("id", campaign.assistantId())
                .getResultList()
                .isEmpty();
        if (!usable) {
            throw new Conflict(
                    "The assistant of this campaign was deleted or deactivated",
                    Map.of("assistantId", campaign.assistantId().toString()));
        }
    }
}
