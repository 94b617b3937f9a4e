package io.voxlynx.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Page;
import io.voxlynx.shared.PostgresForTests;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jdbi.v3.core.Handle;

/** Whatever happens to sessions, their days say the same as counting them. */
class SessionDaysTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int SPAN_SECONDS = 4 * 86_400;
    private static final Database DATABASE = PostgresForTests.database();

    /** @param session which of those that have begun @param what 0 begins one, 1 to 4 move it, 5 adds words */
    record Step(int session, int what, int atSecond, Direction direction, SessionStatus status, CallState callState) {

        Instant at() {
            return START.plusSeconds(atSecond);
        }
    }

    @Provide
    Arbitrary<List<Step>> history() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, SPAN_SECONDS),
                        Arbitraries.of(Direction.class).injectNull(0.3),
                        Arbitraries.of(SessionStatus.class),
                        Arbitraries.of(CallState.class).injectNull(0.5))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<SessionFilter> filters() {
        Arbitrary<Instant> moments = Arbitraries.integers()
                .between(-1, 5 * 24)
                .map(hours -> START.plusSeconds(hours * 3600L))
                .injectNull(0.3);
        return Combinators.combine(
                        moments, moments, Arbitraries.of(Direction.class).injectNull(0.4))
                .as((one, other, direction) -> one != null && other != null && other.isBefore(one)
                        ? new SessionFilter(other, one, direction)
                        : new SessionFilter(one, other, direction));
    }

    @Property(tries = 100)
    void figuresAndTotalsEqualARecount(@ForAll("history") List<Step> history, @ForAll("filters") SessionFilter filter) {
        SessionsForTests test = new SessionsForTests();
        Caller owner = new Caller(test.owner, Set.of(Role.VOICE));
        DATABASE.useTransaction(db -> {
            live(test, owner, history);

            for (int day = 0; day <= 4; day++) {
                LocalDate today = LocalDate.ofInstant(START, ZoneOffset.UTC).plusDays(day);
                assertThat(test.days.figures(owner, today))
                        .usingRecursiveComparison()
                        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                        .isEqualTo(recount(db, test.owner, today));
            }
            long listed = test.list
                    .of(owner, filter, new Page.Request(1, 100))
                    .items()
                    .size();
            assertThat(test.list.of(owner, filter, new Page.Request(1, 1)).total())
                    .isEqualTo(listed)
                    .isEqualTo(recount(db, test.owner, filter));
            assertThat(sums(db, "scope = 'everybody'")).isEqualTo(sums(db, "scope <> 'everybody'"));
        });
    }

    private static void live(SessionsForTests test, Caller owner, List<Step> history) {
        List<UUID> begun = new ArrayList<>();
        for (Step step : history) {
            if (step.what() == 0 || begun.isEmpty()) {
                begun.add(test.begin(step.direction(), step.at()));
                continue;
            }
            UUID session = begun.get(step.session() % begun.size());
            if (step.what() == 5) {
                test.itIs(step.at());
                // Few keys, so that some entries come again.
                String key = "id:" + step.atSecond() % 5;
                test.transcripts.add(
                        owner,
                        session,
                        List.of(
                                new NewTranscriptEntry(key, "user", "Yes", null),
                                new NewTranscriptEntry(key + "+", "agent", "Good", step.at())));
            } else {
                String key = "said:" + step.atSecond() % 7;
                SessionReport report =
                        new SessionReport("said", step.status(), step.callState(), key, step.at(), null, null);
                test.sessions.apply(session, report, null);
            }
        }
    }

    private static SessionFigures recount(Handle db, String owner, LocalDate today) {
        return db.createQuery("""
                        select count(*), count(duration_seconds), coalesce(sum(duration_seconds), 0),
                            count(*) filter (where (created_at at time zone 'UTC')::date = :today),
                            (select count(*) from transcripts t join sessions o on o.id = t.session_id
                             where o.owner_id = :owner and (t.created_at at time zone 'UTC')::date = :today)
                        from sessions where owner_id = :owner""")
                .bind("owner", owner)
                .bind("today", today)
                .map((row, context) -> new SessionFigures(
                        row.getLong(1), row.getLong(2), row.getBigDecimal(3), row.getLong(4), row.getLong(5)))
                .one();
    }

    private static long recount(Handle db, String owner, SessionFilter filter) {
        return SessionList.bound(db.createQuery(SessionList.countOf(owner, filter)), owner, filter)
                .mapTo(Long.class)
                .one();
    }

    private static List<String> sums(Handle db, String condition) {
        return db.createQuery("""
                        select concat_ws(' ', day, sum(sessions), sum(inbound), sum(outbound), sum(conversations),
                            sum(duration_seconds), sum(transcripts))
                        from session_days where\s""" + condition + " group by day order by day")
                .mapTo(String.class)
                .list();
    }
}
