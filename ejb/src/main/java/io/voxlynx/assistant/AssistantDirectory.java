package io.voxlynx.assistant;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The directory in the database, one transaction per call. Everybody who may use assistants sees all of them. */
@Stateless
public class AssistantDirectory {

    private static final String LISTED = """
            from Assistant a where a.deletedAt is null
            and (:active is null or a.active = :active)
            and lower(a.name) like lower(:name) escape '!'""";

    @PersistenceContext
    EntityManager entities;

    @Inject
    Clock clock;

    @Inject
    AssistantUse use;

    public Page<Assistant> list(AssistantFilter filter, Page.Request page) {
        List<Assistant> items = filtered(
                        "select a " + LISTED + " order by a.createdAt desc, a.id desc", Assistant.class, filter)
                .setFirstResult((int) Math.min(page.offset(), Integer.MAX_VALUE))
                .setMaxResults(page.limit())
                .getResultList();
        long total = filtered("select count(a) " + LISTED, Long.class, filter).getSingleResult();
        return new Page<>(items, page, total);
    }

    private <T> TypedQuery<T> filtered(String query, Class<T> type, AssistantFilter filter) {
        return entities.createQuery(query, type)
                .setParameter("active", filter.active())
                .setParameter("name", filter.namePattern());
    }

    /** @throws NotFound if it does not exist or was deleted */
    public Assistant get(UUID id) {
        return inDirectory(entities.find(Assistant.class, id), id);
    }

    public Assistant add(ProviderAssistant atProvider, String name) {
        Assistant assistant = Assistant.made(newId(), atProvider, name, clock.instant());
        entities.persist(assistant);
        return assistant;
    }

    /** @param name what to call it; empty leaves a known one's name and gives a new one the provider's */
    public Import put(ProviderAssistant atProvider, Optional<String> name) {
        Instant now = clock.instant();
        serialise(atProvider.id());
        Optional<Assistant> known = byProviderId(atProvider.id());
        if (known.isPresent()) {
            Assistant assistant = known.get();
            assistant.importAgain(atProvider, now);
            name.ifPresent(given -> assistant.rename(given, now));
            return new Import(assistant, false);
        }
        String firstName = name.or(() -> Optional.ofNullable(atProvider.name())).orElse(atProvider.id());
        Assistant assistant = Assistant.imported(newId(), atProvider, firstName, now);
        entities.persist(assistant);
        return new Import(assistant, true);
    }

    public Assistant change(UUID id, AssistantChange change) {
        Assistant assistant = locked(id);
        Instant now = clock.instant();
        change.name().ifPresent(name -> assistant.rename(name, now));
        change.config().ifPresent(config -> assistant.reconfigure(config, now));
        change.active().ifPresent(active -> assistant.setActive(active, now));
        return assistant;
    }

    public void remove(UUID id) {
        // The row lock meets the share lock of a campaign that starts: one of the two sees what the other did.
        Assistant assistant = locked(id);
        long campaigns = use.activeCampaigns(id);
        if (campaigns > 0) {
            throw new Conflict(
                    "The assistant is in use by active campaigns",
                    Map.of("assistantId", id.toString(), "activeCampaigns", campaigns));
        }
        assistant.delete(clock.instant());
    }

    private Assistant locked(UUID id) {
        return inDirectory(entities.find(Assistant.class, id, LockModeType.PESSIMISTIC_WRITE), id);
    }

    private static Assistant inDirectory(Assistant assistant, UUID id) {
        if (assistant == null || assistant.isDeleted()) {
            throw new NotFound("Assistant", id);
        }
        return assistant;
    }

    private Optional<Assistant> byProviderId(String providerAssistantId) {
        return entities.createQuery(
                        "select a from Assistant a where a.deletedAt is null and a.providerAssistantId = :id",
                        Assistant.class)
                .setParameter("id", providerAssistantId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    /** Two imports of the same assistant at once: the second waits here and finds the first one's row. */
    private void serialise(String providerAssistantId) {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .setParameter("id", "assistant:" + providerAssistantId)
                .getSingleResult();
    }

    private static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** @param isNew false if the directory knew it already */
    public record Import(Assistant assistant, boolean isNew) {}
}
