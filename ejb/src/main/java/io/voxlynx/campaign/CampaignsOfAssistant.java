package io.voxlynx.campaign;

import io.voxlynx.assistant.AssistantUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** Tells the directory of assistants what it may not delete. The condition is that of a partial index. */
@ApplicationScoped
public class CampaignsOfAssistant implements AssistantUse {

    @PersistenceContext
    EntityManager entities;

    @Override
    public long activeCampaigns(UUID assistantId) {
        return ((Number) entities.createNativeQuery("""
                                select count(*) from campaigns
                                where assistant_id = :id and status in ('QUEUED', 'DIALING', 'RUNNING', 'PAUSED')""")
                        .setParameter("id", assistantId)
                        .getSingleResult())
                .longValue();
    }
}
