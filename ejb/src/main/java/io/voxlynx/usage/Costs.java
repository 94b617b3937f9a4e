package io.voxlynx.usage;

import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Scope;
import io.voxlynx.session.Sessions;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What usage cost: admins see all of it, everybody else his own. Adds up sums, never events. */
@ApplicationScoped
public class Costs {

    @Inject
    Database database;

    @Inject
    Sessions sessions;

    @Inject
    Clock clock;

    public CostSummary summary(Caller caller) {
        Scope scope = Scope.of(caller);
        LocalDate today = today();
        return database.inTransaction(db -> {
            db.execute(CostQueries.SNAPSHOT);
            SortedMap<String, BigDecimal> byProvider = new TreeMap<>();
            db.createQuery(CostQueries.TOTALS)
                    .bind("scope", scope.name())
                    .map((row, context) -> byProvider.put(row.getString(1), row.getBigDecimal(2)))
                    .list();
            BigDecimal thisMonth = inRange(
                            db.createQuery(CostQueries.OF_DAYS), scope, CostPeriod.monthly.of(today), today)
                    .mapTo(BigDecimal.class)
                    .one();
            return new CostSummary(sum(byProvider.values()), thisMonth, byProvider);
        });
    }

    /** Every period of the range, those without costs included. Of the first and last only the days inside count. */
    public List<TimelinePoint> timeline(Caller caller, CostPeriod period, LocalDate start, LocalDate end) {
        TimelineRange range = TimelineRange.of(period, start, end, today());
        Map<LocalDate, SortedMap<String, BigDecimal>> costs = new HashMap<>();
        database.useTransaction(db -> inRange(
                        db.createQuery(CostQueries.TIMELINE), Scope.of(caller), range.first(), range.last())
                .bind("period", period.truncation())
                .map((row, context) -> costs.computeIfAbsent(row.getObject(1, LocalDate.class), day -> new TreeMap<>())
                        .put(row.getString(2), row.getBigDecimal(3)))
                .list());
        return range.points().stream()
                .map(point -> {
                    SortedMap<String, BigDecimal> byProvider = costs.getOrDefault(point, new TreeMap<>());
                    return new TimelinePoint(point, sum(byProvider.values()), byProvider);
                })
                .toList();
    }

    /** The costliest first; agents that never used anything are not there. */
    public List<AgentCost> byAgent(Caller caller) {
        return database.inTransaction(db -> {
            Query query = caller.isAdmin()
                    ? db.createQuery(CostQueries.ALL_AGENTS)
                    : db.createQuery(CostQueries.AGENTS_OF_OWNER).bind("owner", caller.subject());
            return query.map((row, context) -> new AgentCost(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getBigDecimal(3),
                            row.getLong(4),
                            row.getLong(5)))
                    .list();
        });
    }

    /**
     * The sums are of all its events, however few of them the page holds.
     *
     * @throws NotFound if there is no such session, or it is another's
     */
    public SessionCost ofSession(Caller caller, UUID sessionId, Page.Request page) {
        return database.inTransaction(db -> {
            db.execute(CostQueries.SNAPSHOT);
            sessions.get(caller, sessionId);
            Map<UsageType, BigDecimal> byType = byType(db, sessionId);
            return new SessionCost(sessionId, sum(byType.values()), byType, UsageRows.ofSession(db, sessionId, page));
        });
    }

    private static Map<UsageType, BigDecimal> byType(Handle db, UUID sessionId) {
        Map<UsageType, BigDecimal> byType = new EnumMap<>(UsageType.class);
        for (UsageType type : UsageType.values()) {
            byType.put(type, BigDecimal.ZERO);
        }
        db.createQuery(CostQueries.OF_SESSION)
                .bind("session", sessionId)
                .map((row, context) -> {
                    byType.put(UsageType.stt_minutes, row.getBigDecimal(1));
                    byType.put(UsageType.llm_tokens, row.getBigDecimal(2));
                    byType.put(UsageType.tts_characters, row.getBigDecimal(3));
                    return sessionId;
                })
                .findOne();
        return byType;
    }

    private static Query inRange(Query query, Scope scope, LocalDate first, LocalDate last) {
        return query.bind("scope", scope.name()).bind("first", first).bind("last", last);
    }

    private static BigDecimal sum(Collection<BigDecimal> costs) {
        return costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
