package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.PostgresForTests;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallbackLogTest {

    private static final Instant DAY = Instant.parse("2026-01-10T00:00:00Z");

    static Stream<CallbackFilter> questions() {
        Instant next = DAY.plus(1, ChronoUnit.DAYS);
        UUID campaign = UUID.randomUUID();
        return Stream.of(null, "someone")
                .flatMap(owner -> Stream.of(
                        new CallbackFilter(owner, null, null, null, null, null, null, null),
                        new CallbackFilter(owner, null, "call.ended", null, null, "a.example", DAY, next),
                        new CallbackFilter(owner, CallbackState.dead, null, null, null, "a.example", DAY, null),
                        new CallbackFilter(owner, CallbackState.pending, null, null, null, null, DAY, null),
                        new CallbackFilter(owner, null, null, campaign, null, null, null, null)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aPageIsReadInTheOrderOfAnIndex(CallbackFilter filter) {
        for (CallbackLog.Place reached : new CallbackLog.Place[] {null, new CallbackLog.Place(DAY, 1)}) {
            assertThat(plan(filter, reached))
                    .contains("Index Scan using callbacks_")
                    .doesNotContain("Seq Scan", "Sort");
        }
    }

    /** What is rare is the oldest: a walk from the newest on would come to it last. */
    private static final String MANY = """
            insert into callbacks (id, subject_id, event, url, body, campaign_id, owner_id, state, created_at, finished_at)
            select gen_random_uuid(), gen_random_uuid(), case when rare then 'campaign.failed' else 'call.ended' end,
                case when rare then 'https://rare.example/' else 'https://busy.example/' end, '{}',
                case when rare then :rare else :busy end, case when rare then 'someone' else 'busy' end,
                case when rare then 'DEAD' else 'DELIVERED' end, cast(:day as timestamptz) + make_interval(secs => n), now()
            from generate_series(1, 30000) n, lateral (select n <= 20 as rare) r""";

    private static final UUID RARE = UUID.randomUUID();
    private static final UUID BUSY = UUID.randomUUID();

    static Stream<CallbackFilter> narrowQuestions() {
        return Stream.of(null, "someone", "busy")
                .flatMap(owner -> Stream.of(
                        new CallbackFilter(owner, null, null, null, null, "rare.example", null, null),
                        new CallbackFilter(owner, null, null, null, null, "nobody.example", null, null),
                        new CallbackFilter(owner, null, "campaign.failed", null, null, null, null, null),
                        new CallbackFilter(owner, null, "campaign.paused", null, null, null, null, null),
                        new CallbackFilter(owner, null, "call.ended", null, null, "rare.example", null, null),
                        new CallbackFilter(owner, null, "campaign.failed", null, null, "busy.example", null, null),
                        new CallbackFilter(owner, CallbackState.dead, null, null, null, null, null, null),
                        new CallbackFilter(owner, CallbackState.dead, null, null, null, "busy.example", null, null),
                        new CallbackFilter(
                                owner, CallbackState.delivered, null, null, null, "rare.example", null, null),
                        new CallbackFilter(owner, CallbackState.dead, "call.ended", RARE, null, null, null, null)));
    }

    @Test
    void whatIsRareIsFoundWithoutAWalkThroughTheRest() {
        PostgresForTests.database().useTransaction(db -> {
            db.createUpdate(MANY)
                    .bind("rare", RARE)
                    .bind("busy", BUSY)
                    .bind("day", DAY.toString())
                    .execute();
            db.execute("analyze callbacks");
            SoftAssertions all = new SoftAssertions();
            narrowQuestions().forEach(filter -> {
                String plan = planned(db, filter, null, "explain (analyze, costs off, timing off, summary off) ");
                all.assertThat(visited(plan)).as(filter + "\n" + plan).isLessThan(100);
            });
            db.rollback();
            all.assertAll();
        });
    }

    /** Rows that were read, wanted or not. */
    private static long visited(String plan) {
        return Pattern.compile("(?:Scan .*actual rows=|Rows Removed by Filter: )(\\d+)")
                .matcher(plan)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** The few that are about one subject are sorted. */
    @Test
    void whatIsAboutOneSubjectIsFoundByIt() {
        CallbackFilter filter = new CallbackFilter(null, null, null, null, UUID.randomUUID(), null, null, null);

        assertThat(plan(filter, null)).contains("callbacks_of_subject").doesNotContain("Seq Scan");
    }

    private static String plan(CallbackFilter filter, CallbackLog.Place reached) {
        return PostgresForTests.database().inTransaction(db -> planned(db, filter, reached, "explain "));
    }

    private static String planned(Handle db, CallbackFilter filter, CallbackLog.Place reached, String explain) {
        db.execute(CallbackLog.way(filter));
        Query query = db.createQuery(explain + CallbackLog.pageOf(filter, reached));
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return String.join(
                "\n",
                CallbackLog.bound(query, filter, reached)
                        .bind("limit", 50)
                        .mapTo(String.class)
                        .list());
    }
}
