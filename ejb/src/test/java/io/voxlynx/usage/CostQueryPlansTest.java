package io.voxlynx.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.identity.Scope;
import io.voxlynx.usage.TestUsage.TestSession;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An owner with as many events as would be felt, if anything looked at them. */
class CostQueryPlansTest {

    private static final int EVENTS = 200_000;
    private static final int DAYS = 100;
    private static final TestSession SESSION = TestUsage.session();

    /** Events over the last days, and what they add to the sums, as the rollup would have written it. */
    private static final String MANY_EVENTS = """
            with e as (
                insert into usage_events (id, session_id, owner_id, agent_id, provider, event_type, characters, quantity,
                    unit_cost, total_cost, sent_by, created_at)
                select gen_random_uuid(), :session, :owner, :agent, 'resemble', 'tts_characters', n, n, 0.0003, n * 0.0003,
                       :owner, timestamptz '2026-11-21 12:00Z' - make_interval(days => n % :days)
                  from generate_series(1, :events) n
                returning session_id, agent_id, owner_id, provider, total_cost,
                          (created_at at time zone 'UTC')::date as day),
            s as (insert into usage_sessions
                  select session_id, 0, 0, sum(total_cost), count(*) from e group by 1),
            a as (insert into usage_agents
                  select agent_id, 0, owner_id, 1, count(*), sum(total_cost) from e group by agent_id, owner_id),
            d as (insert into usage_days
                  select scope, day, provider, 0, sum(total_cost)
                    from e, (values ('everybody'), ('owner:' || :owner)) v (scope) group by 1, 2, 3
                  on conflict (scope, day, provider, shard)
                  do update set total_cost = usage_days.total_cost + excluded.total_cost)
            insert into usage_totals
            select scope, provider, 0, sum(total_cost)
              from e, (values ('everybody'), ('owner:' || :owner)) v (scope) group by 1, 2
            on conflict (scope, provider, shard)
            do update set total_cost = usage_totals.total_cost + excluded.total_cost""";

    /** Sums of owners who are none of ours. */
    private static final String OTHER_OWNERS = """
            insert into usage_days (scope, day, provider, shard, total_cost)
            select 'other:' || n / 1000, date '2020-01-01' + n % 1000, 'gemini', 0, 1
              from generate_series(0, 99999) n""";

    @BeforeAll
    static void fill() {
        TestUsage.DATABASE.useTransaction(db -> {
            db.createUpdate(MANY_EVENTS)
                    .bind("session", SESSION.id())
                    .bind("owner", SESSION.owner())
                    .bind("agent", SESSION.agent())
                    .bind("events", EVENTS)
                    .bind("days", DAYS)
                    .execute();
            db.execute(OTHER_OWNERS);
        });
    }

    static Stream<Arguments> figures() {
        return Stream.of(false, true)
                .flatMap(analyzed -> Stream.of(
                                CostQueries.TOTALS,
                                CostQueries.OF_DAYS,
                                CostQueries.TIMELINE,
                                CostQueries.ALL_AGENTS,
                                CostQueries.AGENTS_OF_OWNER,
                                CostQueries.OF_SESSION)
                        .map(sql -> Arguments.of(analyzed, sql)));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void noFigureLooksAtEvents(boolean analyzed, String sql) {
        assertThat(plan(analyzed, sql)).contains("usage_").doesNotContain("usage_events");
    }

    @ParameterizedTest
    @MethodSource("figures")
    void noFigureOfAnOwnerReadsTheDaysOfAllOthers(boolean analyzed, String sql) {
        assertThat(plan(analyzed, sql)).doesNotContain("Seq Scan on usage_days");
    }

    @Test
    void theEventsOfASessionAreReadInTheOrderOfTheirIndex() {
        assertThat(plan(true, UsageRows.OF_SESSION))
                .contains("usage_events_of_session")
                .doesNotContain("Sort", "Seq Scan");
    }

    @Test
    void howManyRowsAFigureAddsUpDependsOnDaysAndNotOnEvents() {
        long before = summed();
        UsageEvents usage = TestUsage.eventsAt(TestUsage.NOW);
        for (int i = 0; i < 100; i++) {
            usage.record(SESSION.measured("resemble", new UsageData.CharacterCount(i)), TestUsage.WORKER, null);
        }

        assertThat(summed() - before).isLessThanOrEqualTo(1);
        assertThat(before).isLessThanOrEqualTo(DAYS + 1);
        Recount recount = Recount.ofOwner(SESSION.owner());
        recount.equalsTheSummary();
        recount.equalsTheSession(SESSION.id());
    }

    private static long summed() {
        return TestUsage.DATABASE.inTransaction(db -> db.createQuery("select count(*) from usage_days where scope = ?")
                .bind(0, Scope.ofOwner(SESSION.owner()).name())
                .mapTo(Long.class)
                .one());
    }

    private static String plan(boolean analyzed, String sql) {
        return TestUsage.DATABASE.inTransaction(db -> {
            if (analyzed) {
                db.execute("analyze usage_events, usage_days, usage_totals, usage_agents, usage_sessions");
            }
            Query query = db.createQuery("explain " + sql)
                    .bind("scope", Scope.ofOwner(SESSION.owner()).name())
                    .bind("owner", SESSION.owner())
                    .bind("session", SESSION.id())
                    .bind("first", LocalDate.parse("2026-08-01"))
                    .bind("last", LocalDate.parse("2026-11-21"))
                    .bind("period", CostPeriod.weekly.truncation())
                    .bind("limit", 1000)
                    .bind("offset", 5000);
            query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            return String.join("\n", query.mapTo(String.class).list());
        });
    }
}
