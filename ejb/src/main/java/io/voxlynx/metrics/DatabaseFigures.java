package io.voxlynx.metrics;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.Probe;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the database says of the whole installation, in one statement. Every part of it reads a table of a few rows or
 * follows an index over what is open; nothing grows with what is done.
 */
@ApplicationScoped
class DatabaseFigures {

    /** Several who look at once, or one who looks at many figures, cost one question. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Each is a label's value, for as long as it dials. The newest ones, should there ever be more. */
    private static final int MOST_CAMPAIGNS = 100;

    private static final String QUERY = """
            with dialing as (
                select id, status, cap, active_calls, total_contacts - claimed_contacts as waiting
                from campaigns where status in ('QUEUED', 'DIALING', 'RUNNING')),
            shown as (select * from dialing order by id desc limit :campaigns),
            line as (
                select provider, active_calls as active,
                    least(:cap, greatest(active_calls,
                        (select coalesce(sum(least(cap, active_calls + waiting)), 0) from dialing
                         where status <> 'QUEUED'))) as wanted
                from provider_lines),
            open_inbox as (
                select source, lower(state) as state, count(*) as rows,
                    extract(epoch from clock_timestamp() - min(received_at)) as age
                from inbox where next_try_at is not null group by source, state),
            known_inbox as (
                select s.source, t.state, coalesce(o.rows, 0) as rows, greatest(coalesce(o.age, 0), 0) as age
                from (values ('vapi'), ('livekit')) s (source) cross join (values ('received'), ('unmatched')) t (state)
                left join open_inbox o on o.source = s.source and o.state = t.state),
            last_node as (
                select coalesce(min(sequence), (select last from event_numbers)) as sequence
                from event_relays where seen_at > clock_timestamp() - interval '1 minute'),
            untold_events as (
                select count(*) as rows, coalesce(extract(epoch from clock_timestamp() - min(occurred_at)), 0) as age
                from (
                    select occurred_at from domain_events where sequence is null
                    union all
                    select occurred_at from domain_events
                    where sequence > 0 and sequence > (select sequence from last_node)) waiting)
            select 'voxlynx.line.active.calls', 'provider', provider, null, null, active from line
            union all select 'voxlynx.line.cap.calls', 'provider', provider, null, null, :cap from line
            union all select 'voxlynx.line.wanted.calls', 'provider', provider, null, null, wanted from line
            union all select 'voxlynx.line.utilization.ratio', 'provider', provider, null, null,
                active / nullif(wanted, 0) :: double precision from line
            union all select 'voxlynx.breaker.open', 'provider', provider, null, null,
                case when open_until is null then 0 else 1 end from provider_breakers
            union all select 'voxlynx.breaker.failures', 'provider', provider, null, null, consecutive_failures
                from provider_breakers
            union all select 'voxlynx.campaigns.dialing', null, null, null, null, (select count(*) from dialing)
            union all select 'voxlynx.campaign.active.calls', 'campaign', cast(id as text), null, null, active_calls from shown
            union all select 'voxlynx.campaign.cap.calls', 'campaign', cast(id as text), null, null, cap from shown
            union all select 'voxlynx.campaign.waiting.contacts', 'campaign', cast(id as text), null, null, waiting from shown
            union all select 'voxlynx.calls.held', 'launch', lower(s.state), null, null,
                (select count(*) from calls where slot_held and due_at is not null and launch_state = s.state)
                from (values ('PENDING'), ('SENDING'), ('UNKNOWN'), ('ACCEPTED')) s (state)
            union all select 'voxlynx.sessions.living', 'status', lower(s.status), null, null,
                (select count(*) from sessions where status in ('CREATED', 'ACTIVE') and status = s.status)
                from (values ('CREATED'), ('ACTIVE')) s (status)
            union all select 'voxlynx.inbox.open.rows', 'source', source, 'state', state, rows from known_inbox
            union all select 'voxlynx.inbox.oldest.seconds', 'source', source, 'state', state, age from known_inbox
            union all select 'voxlynx.callbacks.waiting', null, null, null, null,
                (select count(*) from callbacks where state = 'PENDING')
            union all select 'voxlynx.callbacks.oldest.seconds', null, null, null, null,
                (select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) from callbacks
                 where state = 'PENDING')
            union all select 'voxlynx.events.unpublished', null, null, null, null, rows from untold_events
            union all select 'voxlynx.events.oldest.seconds', null, null, null, null, greatest(age, 0) from untold_events
            union all select 'voxlynx.analyses.open', null, null, null, null,
                (select count(*) from analyses where due_at is not null)
            union all select 'voxlynx.imports.open', null, null, null, null,
                (select count(*) from imports where state in ('UPLOADING', 'PENDING', 'RUNNING'))
            union all select 'voxlynx.schedule.late.seconds', 'schedule', name, null, null,
                greatest(0, extract(epoch from clock_timestamp() - next_at)) from schedules""";

    @Inject
    Database database;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    @ConfigProperty(name = "voxlynx.vapi.max-concurrent-calls", defaultValue = "10")
    int providerCap;

    private Probe<Map<Figure, Double>> probe;
    private long asked;
    private Optional<Map<Figure, Double>> answer = Optional.empty();

    /** @param labels names and values in turn */
    record Figure(String name, List<String> labels) {}

    @PostConstruct
    void prepare() {
        Executor executor = work -> threads.newThread(work).start();
        probe = new Probe<>("database, asked for figures", LIMIT, executor, this::read);
    }

    /** Not older than some seconds; empty while the database does not say. Asks only if somebody looks. */
    synchronized Optional<Map<Figure, Double>> now() {
        long now = System.nanoTime();
        if (asked == 0 || now - asked > FRESH.toNanos()) {
            answer = probe.ask().map(Probe.Answer::value);
            asked = System.nanoTime();
        }
        return answer;
    }

    Map<Figure, Double> read() {
        return database.inStatement(handle -> handle.createQuery(QUERY)
                .bind("campaigns", MOST_CAMPAIGNS)
                .bind("cap", providerCap)
                .map((row, context) -> Map.entry(figure(row), value(row)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Figure figure(ResultSet row) throws SQLException {
        return new Figure(
                row.getString(1),
                Stream.of(row.getString(2), row.getString(3), row.getString(4), row.getString(5))
                        .filter(part -> part != null)
                        .toList());
    }

    /** What has no value, such as a share of nothing, is not a number. */
    private static double value(ResultSet row) throws SQLException {
        double value = row.getDouble(6);
        return row.wasNull() ? Double.NaN : value;
    }
}
