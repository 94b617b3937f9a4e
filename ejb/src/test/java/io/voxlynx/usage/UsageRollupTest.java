package io.voxlynx.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.session.SessionRows;
import io.voxlynx.usage.TestUsage.TestSession;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.Test;

/** Whatever is reported, in whatever order and by however many at once: the sums are those of the events. */
class UsageRollupTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final List<String> STT = List.of("deepgram", "assemblyai", "elevenlabs");

    /** What is reported of which session, how long ago. */
    record Report(int session, int hoursAgo, UsageData data, String provider, BigDecimal cost) {

        NewUsageEvent of(TestSession session) {
            return cost == null
                    ? session.measured(provider, data)
                    : session.charged(provider, data.type(), cost.toPlainString());
        }
    }

    @Provide
    Arbitrary<List<Report>> reports() {
        Arbitrary<UsageData> data = Arbitraries.oneOf(
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, BigDecimal.valueOf(3600))
                        .ofScale(3)
                        .map(UsageData.AudioDuration::new),
                Arbitraries.integers().between(0, 100_000).map(count -> new UsageData.TokenCounts(count, count / 7)),
                Arbitraries.integers().between(0, 100_000).map(UsageData.CharacterCount::new));
        Arbitrary<BigDecimal> cost = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(1000))
                .ofScale(20)
                .injectNull(0.7);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 24 * 100),
                        data,
                        Arbitraries.of(STT),
                        cost)
                .as((session, hoursAgo, usage, stt, charged) ->
                        new Report(session, hoursAgo, usage, providerOf(usage, stt), charged))
                .list()
                .ofMaxSize(40);
    }

    private static String providerOf(UsageData usage, String stt) {
        return switch (usage.type()) {
            case stt_minutes -> stt;
            case llm_tokens -> "gemini";
            case tts_characters -> "resemble";
        };
    }

    @Property(tries = 40)
    void everyFigureEqualsARecountOfTheEvents(
            @ForAll("reports") List<Report> reports,
            @ForAll CostPeriod period,
            @ForAll @IntRange(max = 120) int start,
            @ForAll @IntRange(max = 60) int length) {
        List<TestSession> sessions = twoOwnersWithTwoAgentsEach(2);

        TestUsage.DATABASE.useTransaction(db ->
                reports.forEach(report -> TestUsage.eventsAt(TestUsage.NOW.minus(Duration.ofHours(report.hoursAgo())))
                        .record(report.of(sessions.get(report.session())), TestUsage.WORKER, null)));

        LocalDate first = TODAY.minusDays(start);
        forEachOwner(sessions, (recount, its) -> {
            recount.equalsTheSummary();
            recount.equalsTheTimeline(period, first, first.plusDays(length));
            recount.equalsTheAgents();
            its.forEach(session -> recount.equalsTheSession(session.id()));
        });
    }

    /** All owners together, after all the histories above. */
    @AfterProperty
    void soDoTheFiguresOfEverybody() {
        Recount recount = Recount.ofEverybody();
        recount.equalsTheSummary();
        recount.equalsTheTimeline(CostPeriod.daily, TODAY.minusDays(120), TODAY);
        recount.equalsTheTimeline(CostPeriod.weekly, TODAY.minusDays(120), TODAY);
        recount.equalsTheTimeline(CostPeriod.monthly, TODAY.minusDays(120), TODAY);
    }

    @Test
    void writersAtTheSameTimeLoseNothingAndDoNotBlockEachOtherForGood() throws Exception {
        // More of them than there are shards, so that different sessions meet in the same rows.
        List<TestSession> sessions = twoOwnersWithTwoAgentsEach(16);
        UsageEvents usage = TestUsage.eventsAt(TestUsage.NOW);
        int writers = 12;
        int each = 40;

        atOnce(IntStream.range(0, writers)
                .<Callable<Void>>mapToObj(writer -> () -> {
                    for (int i = 0; i < each; i++) {
                        TestSession session = sessions.get((writer * 5 + i * 3) % sessions.size());
                        usage.record(
                                session.charged(STT.get((writer + i) % 3), UsageType.stt_minutes, "0.1"),
                                TestUsage.WORKER,
                                null);
                    }
                    return null;
                })
                .toList());

        forEachOwner(sessions, (recount, its) -> {
            recount.equalsTheSummary();
            recount.equalsTheTimeline(CostPeriod.daily, TODAY, TODAY);
            recount.equalsTheAgents();
            its.forEach(session -> recount.equalsTheSession(session.id()));
        });
        assertThat(sessions.stream()
                        .map(TestSession::owner)
                        .distinct()
                        .mapToInt(TestUsage::events)
                        .sum())
                .isEqualTo(writers * each);
    }

    @Test
    void tenthsAddUpToWholeNumbers() {
        TestSession session = TestUsage.session();
        UsageEvents usage = TestUsage.eventsAt(TestUsage.NOW);

        for (int i = 0; i < 10; i++) {
            usage.record(session.charged("gemini", UsageType.llm_tokens, "0.1"), TestUsage.WORKER, null);
        }

        CostSummary summary = TestUsage.costs().summary(TestUsage.voice(session.owner()));
        assertThat(summary.total()).isEqualByComparingTo("1");
        assertThat(summary.thisMonth()).isEqualByComparingTo("1");
    }

    @Test
    void aDayIsOneOfUtc() {
        TestSession session = TestUsage.session();
        NewUsageEvent event = session.charged("gemini", UsageType.llm_tokens, "1");
        TestUsage.eventsAt(TestUsage.NOW.minus(Duration.ofHours(5)).minus(Duration.ofMinutes(31)))
                .record(event, TestUsage.WORKER, null);
        TestUsage.eventsAt(TestUsage.NOW.minus(Duration.ofHours(5)).minus(Duration.ofMinutes(30)))
                .record(event, TestUsage.WORKER, null);

        List<TimelinePoint> points = TestUsage.costs()
                .timeline(TestUsage.voice(session.owner()), CostPeriod.daily, TODAY.minusDays(2), null);

        assertThat(points.stream().map(point -> point.total().intValueExact())).containsExactly(0, 1, 1);
    }

    @Test
    void anAgentThatWasDeletedIsStillNamed() {
        TestSession session = TestUsage.session();
        UUID idle = SessionRows.agent(TestUsage.DATABASE, session.owner());
        TestUsage.eventsAt(TestUsage.NOW)
                .record(session.charged("gemini", UsageType.llm_tokens, "1"), TestUsage.WORKER, null);
        TestUsage.DATABASE.useTransaction(
                db -> db.execute("update agents set deleted_at = now() where id = ?", session.agent()));

        assertThat(TestUsage.costs().byAgent(TestUsage.voice(session.owner())))
                .singleElement()
                .satisfies(agent -> {
                    assertThat(agent.agentId()).isEqualTo(session.agent()).isNotEqualTo(idle);
                    assertThat(agent.name()).isEqualTo("Agent " + session.agent());
                });
    }

    @Test
    void theDatabaseRefusesToChangeAnEvent() {
        TestSession session = TestUsage.session();
        TestUsage.eventsAt(TestUsage.NOW)
                .record(session.charged("gemini", UsageType.llm_tokens, "1"), TestUsage.WORKER, null);

        for (String change : List.of(
                "update usage_events set total_cost = 0 where session_id = ?",
                "delete from usage_events where session_id = ?")) {
            assertThatThrownBy(() -> TestUsage.DATABASE.useTransaction(db -> db.execute(change, session.id())))
                    .hasMessageContaining("append-only");
        }
    }

    private static List<TestSession> twoOwnersWithTwoAgentsEach(int sessionsOfAnAgent) {
        return TestUsage.DATABASE.inTransaction(db -> {
            List<TestSession> sessions = new ArrayList<>();
            for (int agent = 0; agent < 4; agent++) {
                String owner = agent % 2 == 0
                        ? "owner-" + UUID.randomUUID()
                        : sessions.get(sessions.size() - 1).owner();
                UUID id = SessionRows.agent(TestUsage.DATABASE, owner);
                for (int i = 0; i < sessionsOfAnAgent; i++) {
                    sessions.add(TestUsage.session(owner, id));
                }
            }
            return sessions;
        });
    }

    private static void forEachOwner(List<TestSession> sessions, BiConsumer<Recount, List<TestSession>> check) {
        sessions.stream()
                .collect(Collectors.groupingBy(TestSession::owner))
                .forEach((owner, its) -> check.accept(Recount.ofOwner(owner), its));
    }

    static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
