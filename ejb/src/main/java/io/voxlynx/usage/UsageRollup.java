package io.voxlynx.usage;

import io.voxlynx.identity.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/**
 * Adds events to the sums, in their own transaction. Everybody locks in the same order, from what only the session's
 * events share to what all share, and holds the latter for the shortest time: session, agent, days, totals; and in the
 * last two the owner's row before everybody's.
 */
@ApplicationScoped
class UsageRollup {

    private static final int SHARDS = 8;

    void add(Handle db, UsageEvent event) {
        int shard = Math.floorMod(event.sessionId().hashCode(), SHARDS);
        boolean first = addToSession(db, event);
        addToAgent(db, event, shard, first);
        addToDay(db, event, shard);
        addToTotal(db, event, shard);
    }

    /** @return whether it is the session's first event */
    private static boolean addToSession(Handle db, UsageEvent event) {
        return db.createQuery("""
                        insert into usage_sessions (session_id, stt_minutes_cost, llm_tokens_cost, tts_characters_cost, events)
                        values (:session, :stt, :llm, :tts, 1)
                        on conflict (session_id) do update set
                            stt_minutes_cost = usage_sessions.stt_minutes_cost + excluded.stt_minutes_cost,
                            llm_tokens_cost = usage_sessions.llm_tokens_cost + excluded.llm_tokens_cost,
                            tts_characters_cost = usage_sessions.tts_characters_cost + excluded.tts_characters_cost,
                            events = usage_sessions.events + 1
                        returning events""")
                        .bind("session", event.sessionId())
                        .bind("stt", costIf(event, UsageType.stt_minutes))
                        .bind("llm", costIf(event, UsageType.llm_tokens))
                        .bind("tts", costIf(event, UsageType.tts_characters))
                        .mapTo(Long.class)
                        .one()
                == 1;
    }

    private static BigDecimal costIf(UsageEvent event, UsageType type) {
        return event.type() == type ? event.charge().totalCost() : BigDecimal.ZERO;
    }

    private static void addToAgent(Handle db, UsageEvent event, int shard, boolean firstOfSession) {
        db.createUpdate("""
                        insert into usage_agents (agent_id, shard, owner_id, sessions, events, total_cost)
                        values (:agent, :shard, :owner, :sessions, 1, :cost)
                        on conflict (agent_id, shard) do update set
                            sessions = usage_agents.sessions + excluded.sessions,
                            events = usage_agents.events + 1,
                            total_cost = usage_agents.total_cost + excluded.total_cost""")
                .bind("agent", event.agentId())
                .bind("shard", shard)
                .bind("owner", event.ownerId())
                .bind("sessions", firstOfSession ? 1 : 0)
                .bind("cost", event.charge().totalCost())
                .execute();
    }

    private static void addToDay(Handle db, UsageEvent event, int shard) {
        db.createUpdate("""
                        insert into usage_days (scope, day, provider, shard, total_cost)
                        values (:owner, :day, :provider, :shard, :cost), (:everybody, :day, :provider, :shard, :cost)
                        on conflict (scope, day, provider, shard) do update set
                            total_cost = usage_days.total_cost + excluded.total_cost""")
                .bind("owner", Scope.ofOwner(event.ownerId()).name())
                .bind("everybody", Scope.EVERYBODY.name())
                .bind("day", LocalDate.ofInstant(event.createdAt(), ZoneOffset.UTC))
                .bind("provider", event.provider().value())
                .bind("shard", shard)
                .bind("cost", event.charge().totalCost())
                .execute();
    }

    private static void addToTotal(Handle db, UsageEvent event, int shard) {
        db.createUpdate("""
                        insert into usage_totals (scope, provider, shard, total_cost)
                        values (:owner, :provider, :shard, :cost), (:everybody, :provider, :shard, :cost)
                        on conflict (scope, provider, shard) do update set
                            total_cost = usage_totals.total_cost + excluded.total_cost""")
                .bind("owner", Scope.ofOwner(event.ownerId()).name())
                .bind("everybody", Scope.EVERYBODY.name())
                .bind("provider", event.provider().value())
                .bind("shard", shard)
                .bind("cost", event.charge().totalCost())
                .execute();
    }
}
