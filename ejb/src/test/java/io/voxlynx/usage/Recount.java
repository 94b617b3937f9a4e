package io.voxlynx.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Page;
import io.voxlynx.usage.TestUsage.Recorded;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Every figure that can be read, counted again from the events themselves. */
final class Recount {

    private static final LocalDate TODAY = LocalDate.ofInstant(TestUsage.NOW, ZoneOffset.UTC);
    private static final Page.Request WHOLE = Page.Request.of(1, 1000, 1000);

    private final Caller caller;
    private final List<Recorded> events;
    private final Costs costs = TestUsage.costs();

    private Recount(Caller caller, List<Recorded> events) {
        this.caller = caller;
        this.events = events;
    }

    static Recount ofOwner(String owner) {
        return new Recount(TestUsage.voice(owner), TestUsage.recorded(owner));
    }

    static Recount ofEverybody() {
        return new Recount(TestUsage.ADMIN, TestUsage.recorded(null));
    }

    void equalsTheSummary() {
        CostSummary summary = costs.summary(caller);

        assertThat(summary.total()).isEqualByComparingTo(sum(event -> true));
        assertThat(summary.thisMonth())
                .isEqualByComparingTo(sum(event -> !event.day().isBefore(TODAY.withDayOfMonth(1))));
        assertThat(plain(summary.byProvider())).isEqualTo(by(events, Recorded::provider));
    }

    void equalsTheTimeline(CostPeriod period, LocalDate first, LocalDate last) {
        Map<LocalDate, List<Recorded>> inRange = events.stream()
                .filter(event -> !event.day().isBefore(first) && !event.day().isAfter(last))
                .collect(Collectors.groupingBy(event -> period.of(event.day())));

        List<TimelinePoint> points = costs.timeline(caller, period, first, last);

        assertThat(points.stream().map(TimelinePoint::date))
                .isSorted()
                .doesNotHaveDuplicates()
                .containsAll(inRange.keySet());
        for (TimelinePoint point : points) {
            Map<String, BigDecimal> expected = by(inRange.getOrDefault(point.date(), List.of()), Recorded::provider);
            assertThat(plain(point.byProvider())).isEqualTo(expected);
            assertThat(point.total())
                    .isEqualByComparingTo(expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    void equalsTheAgents() {
        Map<UUID, List<Recorded>> byAgent = events.stream().collect(Collectors.groupingBy(Recorded::agent));

        List<AgentCost> agents = costs.byAgent(caller);

        assertThat(agents.stream().map(AgentCost::agentId)).containsExactlyInAnyOrderElementsOf(byAgent.keySet());
        assertThat(agents)
                .isSortedAccordingTo(Comparator.comparing(AgentCost::total).reversed());
        for (AgentCost agent : agents) {
            List<Recorded> its = byAgent.get(agent.agentId());
            assertThat(agent.events()).isEqualTo(its.size());
            assertThat(agent.sessions())
                    .isEqualTo(its.stream().map(Recorded::session).distinct().count());
            assertThat(agent.total())
                    .isEqualByComparingTo(sum(event -> event.agent().equals(agent.agentId())));
        }
    }

    void equalsTheSession(UUID sessionId) {
        List<Recorded> its = events.stream()
                .filter(event -> event.session().equals(sessionId))
                .toList();
        Map<UsageType, BigDecimal> expected = new EnumMap<>(UsageType.class);
        for (UsageType type : UsageType.values()) {
            expected.put(type, Decimals.plain(sum(event -> event.session().equals(sessionId) && event.type() == type)));
        }

        SessionCost cost = costs.ofSession(caller, sessionId, WHOLE);

        assertThat(plain(cost.byType())).isEqualTo(expected);
        assertThat(cost.total())
                .isEqualByComparingTo(sum(event -> event.session().equals(sessionId)));
        assertThat(cost.events()).hasSize(Math.min(its.size(), WHOLE.limit()));
    }

    private BigDecimal sum(Predicate<Recorded> wanted) {
        return events.stream().filter(wanted).map(Recorded::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static <K> Map<K, BigDecimal> by(List<Recorded> events, Function<Recorded, K> key) {
        return plain(events.stream()
                .collect(Collectors.groupingBy(
                        key, TreeMap::new, Collectors.reducing(BigDecimal.ZERO, Recorded::cost, BigDecimal::add))));
    }

    private static <K> Map<K, BigDecimal> plain(Map<K, BigDecimal> costs) {
        return costs.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, cost -> Decimals.plain(cost.getValue())));
    }
}
