package io.voxlynx.agent;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Page;
import io.voxlynx.shared.PhoneNumber;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The agents and what their owners do with them, one transaction per call. Another's agent is as one that is not. */
@Stateless
public class AgentDirectory {

    private static final String LIVING = " from Agent a where a.deletedAt is null";
    private static final String OWN = LIVING + " and a.ownerId = :owner";

    @PersistenceContext
    EntityManager entities;

    @Inject
    Clock clock;

    @Inject
    AgentProviders providers;

    /** The caller's agents, an admin's are all; newest first. */
    public Page<Agent> list(Caller caller, Page.Request page) {
        List<Agent> items = seenBy(caller, "select a", " order by a.createdAt desc, a.id desc", Agent.class)
                .setFirstResult((int) Math.min(page.offset(), Integer.MAX_VALUE))
                .setMaxResults(page.limit())
                .getResultList();
        return new Page<>(items, page, count(caller));
    }

    /** How many the list has. */
    public long count(Caller caller) {
        return seenBy(caller, "select count(a)", "", Long.class).getSingleResult();
    }

    private <T> TypedQuery<T> seenBy(Caller caller, String what, String order, Class<T> type) {
        return caller.isAdmin()
                ? entities.createQuery(what + LIVING + order, type)
                : entities.createQuery(what + OWN + order, type).setParameter("owner", caller.subject());
    }

    /**
     * For its owner, and for those who act for him.
     *
     * @throws NotFound if it does not exist, was deleted or is another's
     */
    public Agent get(Caller caller, UUID id) {
        return living(entities.find(Agent.class, id), id, caller.actsForOthers() ? null : caller.subject());
    }

    /** Whose number this is. */
    public Optional<Agent> answering(PhoneNumber number) {
        return entities.createQuery("select a" + LIVING + " and a.phoneNumber = :number", Agent.class)
                .setParameter("number", number.e164())
                .getResultStream()
                .findFirst();
    }

    /** The caller owns it. */
    public Agent add(Caller caller, AgentProfile profile) {
        providers.require(profile);
        Agent agent = Agent.of(UuidCreator.getTimeOrderedEpoch(), caller.subject(), profile, clock.instant());
        reserve(profile, agent.id());
        entities.persist(agent);
        return agent;
    }

    public Agent replace(Caller caller, UUID id, AgentProfile profile) {
        Agent agent = locked(caller, id);
        providers.require(profile);
        reserve(profile, id);
        agent.become(profile, clock.instant());
        return agent;
    }

    public void remove(Caller caller, UUID id) {
        locked(caller, id).delete(clock.instant());
    }

    /** The number is this agent's until the transaction ends, or it is refused. */
    private void reserve(AgentProfile profile, UUID agentId) {
        profile.phoneNumber().ifPresent(number -> {
            serialise(number);
            if (answering(number).filter(other -> !other.id().equals(agentId)).isPresent()) {
                throw new Conflict("Another agent answers this number", Map.of("field", "phoneNumber"));
            }
        });
    }

    /** Two agents that want the same number at once: the second waits here and finds the first one's row. */
    private void serialise(PhoneNumber number) {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .setParameter("key", "agent-number:" + number.e164())
                .getSingleResult();
    }

    private Agent locked(Caller caller, UUID id) {
        Agent agent = entities.find(Agent.class, id, LockModeType.PESSIMISTIC_WRITE);
        return living(agent, id, caller.isAdmin() ? null : caller.subject());
    }

    private static Agent living(Agent agent, UUID id, String owner) {
        if (agent == null || agent.isDeleted()) {
            throw new NotFound("Agent", id);
        }
        if (owner != null && !owner.equals(agent.ownerId())) {
            throw NotFound.anothers("Agent", id);
        }
        return agent;
    }
}
