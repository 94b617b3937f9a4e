package io.voxlynx.usage;

import io.voxlynx.identity.Scope;
import io.voxlynx.upkeep.Rollup;
import io.voxlynx.upkeep.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Makes the sums of usage anew, while events come in. An event and what it adds are committed together, so in the
 * snapshot of one statement every sum equals its recount, whoever writes at that moment; a difference is a fault that no
 * writer changes. It is taken away by adding its opposite to what the sum has become meanwhile. Two recounts at once
 * would add it twice, so one waits for the other.
 *
 * <p>Sessions are recounted from their events, agents from the sessions, days from the events, totals from the days.
 * Rows are locked in the writers' order: every owner's before everybody's.
 */
@ApplicationScoped
class UsageRecount implements Rollup {

    private static final String SESSIONS = "sessions";
    private static final String AGENTS = "agents";
    private static final String DAYS = "days";
    private static final String TOTALS = "totals";

    /** Any number that nobody else locks. */
    private static final long LOCK = 0x75736167650001L;

    private static final int DAYS_AT_ONCE = 7;

    /** As {@link UsageRollup} has it: the lowest bits of the hash code of a UUID, which is its four words' exclusive or. */
    private static final String SHARD = """
            ((get_byte(uuid_send(session_id), 3) # get_byte(uuid_send(session_id), 7)
                # get_byte(uuid_send(session_id), 11) # get_byte(uuid_send(session_id), 15)) & 7)""";

    private static final String SESSION_DRIFT = """
            with counted as (
                select session_id, coalesce(sum(total_cost) filter (where event_type = 'stt_minutes'), 0) as stt,
                       coalesce(sum(total_cost) filter (where event_type = 'llm_tokens'), 0) as llm,
                       coalesce(sum(total_cost) filter (where event_type = 'tts_characters'), 0) as tts, count(*) as events
                  from usage_events where session_id > :after and session_id <= :last group by 1),
            kept as (select * from usage_sessions where session_id > :after and session_id <= :last),
            drift as (
                select session_id, coalesce(c.stt, 0) - coalesce(k.stt_minutes_cost, 0) as stt,
                       coalesce(c.llm, 0) - coalesce(k.llm_tokens_cost, 0) as llm,
                       coalesce(c.tts, 0) - coalesce(k.tts_characters_cost, 0) as tts,
                       coalesce(c.events, 0) - coalesce(k.events, 0) as events
                  from counted c full join kept k using (session_id)
                 where (c.stt, c.llm, c.tts, c.events)
                       is distinct from (k.stt_minutes_cost, k.llm_tokens_cost, k.tts_characters_cost, k.events))
            """;

    private static final String SESSION_CORRECTION = """
            , corrected as (
                insert into usage_sessions (session_id, stt_minutes_cost, llm_tokens_cost, tts_characters_cost, events)
                select * from drift order by session_id
                on conflict (session_id) do update set
                    stt_minutes_cost = usage_sessions.stt_minutes_cost + excluded.stt_minutes_cost,
                    llm_tokens_cost = usage_sessions.llm_tokens_cost + excluded.llm_tokens_cost,
                    tts_characters_cost = usage_sessions.tts_characters_cost + excluded.tts_characters_cost,
                    events = usage_sessions.events + excluded.events
                returning 1)
            select count(*) from corrected""";

    private static final String AGENT_DRIFT = """
            with counted as (
                select s.agent_id, %s as shard, min(s.owner_id) as owner_id, count(*) as sessions, sum(u.events) as events,
                       sum(u.stt_minutes_cost + u.llm_tokens_cost + u.tts_characters_cost) as total_cost
                  from usage_sessions u join sessions s on s.id = u.session_id
                 where s.agent_id > :after and s.agent_id <= :last group by 1, 2),
            kept as (select * from usage_agents where agent_id > :after and agent_id <= :last),
            drift as (
                select agent_id, shard, coalesce(c.owner_id, k.owner_id) as owner_id,
                       coalesce(c.sessions, 0) - coalesce(k.sessions, 0) as sessions,
                       coalesce(c.events, 0) - coalesce(k.events, 0) as events,
                       coalesce(c.total_cost, 0) - coalesce(k.total_cost, 0) as total_cost
                  from counted c full join kept k using (agent_id, shard)
                 where (c.sessions, c.events, c.total_cost) is distinct from (k.sessions, k.events, k.total_cost))
            """.formatted(SHARD);

    private static final String AGENT_CORRECTION = """
            , corrected as (
                insert into usage_agents (agent_id, shard, owner_id, sessions, events, total_cost)
                select * from drift order by agent_id, shard
                on conflict (agent_id, shard) do update set
                    sessions = usage_agents.sessions + excluded.sessions,
                    events = usage_agents.events + excluded.events,
                    total_cost = usage_agents.total_cost + excluded.total_cost
                returning 1)
            select count(*) from corrected""";

    private static final String DAY_DRIFT = """
            with counted as (
                select scope, (created_at at time zone 'UTC')::date as day, provider, %s as shard,
                       sum(total_cost) as total_cost
                  from usage_events cross join lateral (values (:owner || owner_id), (:everybody)) as whose (scope)
                 where created_at >= cast(:after as date)::timestamp at time zone 'UTC'
                       and created_at < cast(:last as date)::timestamp at time zone 'UTC' group by 1, 2, 3, 4),
            kept as (select * from usage_days where day >= :after and day < :last),
            drift as (
                select scope, day, provider, shard, coalesce(c.total_cost, 0) - coalesce(k.total_cost, 0) as total_cost
                  from counted c full join kept k using (scope, day, provider, shard)
                 where k.scope is null or coalesce(c.total_cost, 0) <> k.total_cost)
            """.formatted(SHARD);

    private static final String DAY_CORRECTION = """
            , corrected as (
                insert into usage_days (scope, day, provider, shard, total_cost)
                select * from drift order by scope = :everybody, scope, day, provider, shard
                on conflict (scope, day, provider, shard) do update set
                    total_cost = usage_days.total_cost + excluded.total_cost
                returning 1)
            select count(*) from corrected""";

    private static final String TOTAL_DRIFT = """
            with counted as (
                select scope, provider, shard, sum(total_cost) as total_cost from usage_days group by 1, 2, 3),
            drift as (
                select scope, provider, shard, coalesce(c.total_cost, 0) - coalesce(k.total_cost, 0) as total_cost
                  from counted c full join usage_totals k using (scope, provider, shard)
                 where k.scope is null or coalesce(c.total_cost, 0) <> k.total_cost)
            """;

    private static final String TOTAL_CORRECTION = """
            , corrected as (
                insert into usage_totals (scope, provider, shard, total_cost)
                select * from drift order by scope = :everybody, scope, provider, shard
                on conflict (scope, provider, shard) do update set
                    total_cost = usage_totals.total_cost + excluded.total_cost
                returning 1)
            select count(*) from corrected""";

    private static final String COMPARISON = "select count(*) from drift";

    @Override
    public String name() {
        return "usage";
    }

    @Override
    public List<String> parts() {
        return List.of(SESSIONS, AGENTS, DAYS, TOTALS);
    }

    @Override
    public Slice correct(Handle db, String part, String after, int most) {
        // A statement of its own: what the one before this has committed has to be in the snapshot of the next.
        db.execute("select pg_advisory_xact_lock(?)", LOCK);
        return switch (part) {
            case SESSIONS -> {
                Slice slice = ofIds(db, "sessions", after, most, SESSION_DRIFT + SESSION_CORRECTION);
                removeEmpty(db, "usage_sessions", slice);
                yield slice;
            }
            case AGENTS -> {
                Slice slice = ofIds(db, "agents", after, most, AGENT_DRIFT + AGENT_CORRECTION);
                removeEmpty(db, "usage_agents", slice);
                yield slice;
            }
            case DAYS -> ofDays(db, after, DAY_DRIFT + DAY_CORRECTION);
            case TOTALS ->
                new Slice(
                        db.createQuery(TOTAL_DRIFT + TOTAL_CORRECTION)
                                .bind("everybody", Scope.EVERYBODY.name())
                                .mapTo(Long.class)
                                .one(),
                        null);
            default -> throw new IllegalArgumentException(part);
        };
    }

    @Override
    public Slice compare(Handle db, String part, String after, int most) {
        return switch (part) {
            case SESSIONS -> ofIds(db, "sessions", after, most, SESSION_DRIFT + COMPARISON);
            case AGENTS -> ofIds(db, "agents", after, most, AGENT_DRIFT + COMPARISON);
            case DAYS -> ofDays(db, after, DAY_DRIFT + COMPARISON);
            case TOTALS ->
                new Slice(
                        db.createQuery(TOTAL_DRIFT + COMPARISON)
                                .mapTo(Long.class)
                                .one(),
                        null);
            default -> throw new IllegalArgumentException(part);
        };
    }

    /** What had no event at all; whoever adds one meanwhile makes the row anew, or has made it one that is not empty. */
    private static void removeEmpty(Handle db, String table, Slice slice) {
        if (slice.rows() > 0) {
            db.execute("delete from " + table + " where events = 0");
        }
    }

    /** Every sum of a session or an agent refers to its row, so these are walked. */
    private static Slice ofIds(Handle db, String table, String after, int most, String statement) {
        UUID first = after.equals(Slice.BEGINNING) ? new UUID(0, 0) : UUID.fromString(after);
        Optional<UUID> last = db.createQuery("""
                        select id from (select id from %s where id > :after order by id limit :most) part
                        order by id desc limit 1""".formatted(table))
                .bind("after", first)
                .bind("most", most)
                .mapTo(UUID.class)
                .findOne();
        if (last.isEmpty()) {
            return new Slice(0, null);
        }
        long differed = db.createQuery(statement)
                .bind("after", first)
                .bind("last", last.get())
                .mapTo(Long.class)
                .one();
        return new Slice(differed, last.get().toString());
    }

    private static Slice ofDays(Handle db, String after, String statement) {
        LocalDate first = after.equals(Slice.BEGINNING) ? firstDay(db) : LocalDate.parse(after);
        LocalDate end = first.plusDays(DAYS_AT_ONCE);
        long differed = db.createQuery(statement)
                .bind("after", first)
                .bind("last", end)
                .bind("owner", Scope.ofOwner("").name())
                .bind("everybody", Scope.EVERYBODY.name())
                .mapTo(Long.class)
                .one();
        return new Slice(differed, end.isAfter(lastDay(db)) ? null : end.toString());
    }

    private static LocalDate firstDay(Handle db) {
        return db.createQuery("""
                        select least((select min(day) from usage_days),
                                     (select (min(created_at) at time zone 'UTC')::date from usage_events),
                                     (clock_timestamp() at time zone 'UTC')::date)""").mapTo(LocalDate.class).one();
    }

    private static LocalDate lastDay(Handle db) {
        return db.createQuery("""
                        select greatest((select max(day) from usage_days), (clock_timestamp() at time zone 'UTC')::date)""").mapTo(LocalDate.class).one();
    }
}
