package io.voxlynx.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.session.SessionRows;
import io.voxlynx.upkeep.Slice;
import io.voxlynx.usage.TestUsage.TestSession;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However the sums were spoilt: they are those of the events again, also while events come in. */
class UsageRecountTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    private final UsageRecount recount = new UsageRecount();

    /** What a hand in the database, or a restore of one table, may have done; of the rows a part, by a number. */
    private static final List<String> DAMAGE = List.of(
            "update usage_sessions x set llm_tokens_cost = llm_tokens_cost + 0.5, events = events + 2 where %s",
            "delete from usage_sessions x where %s",
            "update usage_agents x set total_cost = total_cost * 2, sessions = sessions + 1 where %s",
            "delete from usage_agents x where %s",
            "update usage_days x set total_cost = total_cost - 0.25 where %s",
            "delete from usage_days x where %s",
            "update usage_totals x set total_cost = 0 where %s",
            "delete from usage_totals x where %s");

    @Provide
    Arbitrary<List<Integer>> damage() {
        return Arbitraries.integers()
                .between(0, DAMAGE.size() - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    /** It walks over all there is, and is damaged here as a whole: what other tests have left must not be among it. */
    @BeforeEach
    @BeforeTry
    void clearAway() {
        TestUsage.DATABASE.useTransaction(db -> {
            // past the triggers that guard what is only appended to
            db.execute("set local session_replication_role = replica");
            db.execute("truncate agents, sessions, usage_events, usage_sessions, usage_agents, usage_days, usage_totals"
                    + " cascade");
        });
    }

    @Property(tries = 10)
    void spoiltSumsAreThoseOfTheEventsAgain(
            @ForAll("damage") List<Integer> damage,
            @ForAll @IntRange(max = 6) int part,
            @ForAll @IntRange(min = 5, max = 100) int most) {
        List<TestSession> sessions = history(6);
        damage.forEach(kind -> spoil(DAMAGE.get(kind).formatted("abs(hashtext(x::text)) % 7 <= " + part)));

        long found = total(compare(most));
        Map<String, Long> corrected = rebuild(most);

        assertThat(total(corrected) > 0).isEqualTo(found > 0);
        everyFigureIsRight(sessions);
        assertThat(total(compare(most))).as("nothing is left to correct").isZero();
        assertThat(total(rebuild(most))).isZero();
    }

    @Test
    void soundSumsAreLeftAlone() {
        history(4);

        assertThat(rebuild(2))
                .containsOnlyKeys("sessions", "agents", "days", "totals")
                .allSatisfy((part, differed) -> assertThat(differed).isZero());
    }

    @Test
    void saysHowManyDiffered() {
        TestSession session = TestUsage.session();
        TestUsage.eventsAt(TestUsage.NOW)
                .record(session.charged("gemini", UsageType.llm_tokens, "2"), TestUsage.WORKER, null);
        TestUsage.DATABASE.useTransaction(db -> {
            db.execute("update usage_sessions set llm_tokens_cost = 3 where session_id = ?", session.id());
            db.execute("delete from usage_days where scope = ?", "owner:" + session.owner());
        });

        assertThat(compare(100)).containsEntry("sessions", 1L).containsEntry("days", 1L);
        Map<String, Long> corrected = rebuild(100);

        assertThat(corrected)
                .containsEntry("sessions", 1L)
                .containsEntry("agents", 0L)
                .containsEntry("days", 1L);
        everyFigureIsRight(List.of(session));
    }

    @Test
    void sumsWithoutAnyEventComeToNothing() {
        TestSession session = TestUsage.session();
        TestUsage.DATABASE.useTransaction(db -> {
            db.execute("insert into usage_sessions values (?, 1, 1, 1, 3)", session.id());
            db.execute("insert into usage_agents values (?, 0, ?, 1, 3, 3)", session.agent(), session.owner());
        });

        rebuild(100);

        assertThat(TestUsage.costs().byAgent(TestUsage.voice(session.owner()))).isEmpty();
        everyFigureIsRight(List.of(session));
    }

    @Test
    void writersGoOnMeanwhileAndLoseNothing() throws Exception {
        List<TestSession> sessions = history(8);
        DAMAGE.forEach(damage -> spoil(damage.formatted("abs(hashtext(x::text)) % 3 = 0")));
        UsageEvents usage = TestUsage.eventsAt(TestUsage.NOW);
        AtomicBoolean writing = new AtomicBoolean(true);
        int writers = 4;

        List<Callable<Void>> tasks = new ArrayList<>(IntStream.range(0, writers)
                .<Callable<Void>>mapToObj(writer -> () -> {
                    try {
                        for (int i = 0; i < 60; i++) {
                            usage.record(
                                    sessions.get((writer * 5 + i * 3) % sessions.size())
                                            .charged("gemini", UsageType.llm_tokens, "0.1"),
                                    TestUsage.WORKER,
                                    null);
                        }
                    } finally {
                        writing.set(false);
                    }
                    return null;
                })
                .toList());
        for (int i = 0; i < 2; i++) {
            tasks.add(() -> {
                do {
                    rebuild(20);
                } while (writing.get());
                return null;
            });
        }
        UsageRollupTest.atOnce(tasks);

        assertThat(total(compare(1000)))
                .as("right already, with nobody left writing")
                .isZero();
        everyFigureIsRight(sessions);
    }

    private static List<TestSession> history(int size) {
        String owner = "owner-" + UUID.randomUUID();
        UUID agent = SessionRows.agent(TestUsage.DATABASE, owner);
        List<TestSession> sessions = IntStream.range(0, size)
                .mapToObj(i -> i % 2 == 0 ? TestUsage.session(owner, agent) : TestUsage.session())
                .toList();
        TestUsage.DATABASE.useTransaction(db -> {
            for (int i = 0; i < size * 4; i++) {
                UsageType type = UsageType.values()[i % 3];
                TestUsage.eventsAt(TestUsage.NOW.minus(Duration.ofHours(i * 17L)))
                        .record(
                                sessions.get(i % size).charged(i % 2 == 0 ? "one" : "two", type, "0.3" + i),
                                TestUsage.WORKER,
                                null);
            }
        });
        return sessions;
    }

    private static void spoil(String damage) {
        TestUsage.DATABASE.useTransaction(db -> db.execute(damage));
    }

    private Map<String, Long> rebuild(int most) {
        return walk(most, true);
    }

    private Map<String, Long> compare(int most) {
        return walk(most, false);
    }

    private Map<String, Long> walk(int most, boolean correct) {
        Map<String, Long> differed = new LinkedHashMap<>();
        for (String part : recount.parts()) {
            Slice slice = new Slice(0, Slice.BEGINNING);
            while (!slice.isLast()) {
                String after = slice.last();
                slice = TestUsage.DATABASE.inTransaction(db ->
                        correct ? recount.correct(db, part, after, most) : recount.compare(db, part, after, most));
                differed.merge(part, slice.rows(), Long::sum);
            }
        }
        return differed;
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void everyFigureIsRight(List<TestSession> sessions) {
        for (TestSession session : sessions) {
            Recount its = Recount.ofOwner(session.owner());
            its.equalsTheSummary();
            its.equalsTheTimeline(CostPeriod.daily, TODAY.minusDays(60), TODAY);
            its.equalsTheAgents();
            its.equalsTheSession(session.id());
        }
        Recount.ofEverybody().equalsTheSummary();
    }
}
