package io.voxlynx.usage;

import io.voxlynx.event.EventsForTests;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Role;
import io.voxlynx.session.SessionRows;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The use cases on the tests' database at a time of the test's choice. */
final class TestUsage {

    static final Database DATABASE = PostgresForTests.database();
    static final Instant NOW = Instant.parse("2026-11-21T05:30:00Z");
    static final Caller ADMIN = new Caller("admin", Set.of(Role.ADMIN));
    static final Caller WORKER = new Caller("worker", Set.of(Role.WORKER));

    private TestUsage() {}

    static UsageEvents eventsAt(Instant time) {
        UsageEvents events = new UsageEvents();
        events.database = DATABASE;
        events.sessions = SessionRows.sessions(DATABASE);
        events.rates = RatesTest.rates();
        events.rollup = new UsageRollup();
        events.events = EventsForTests.events(DATABASE);
        events.clock = Clock.fixed(time, ZoneOffset.UTC);
        return events;
    }

    static Costs costs() {
        Costs costs = new Costs();
        costs.database = DATABASE;
        costs.sessions = SessionRows.sessions(DATABASE);
        costs.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return costs;
    }

    static Caller voice(String subject) {
        return new Caller(subject, Set.of(Role.VOICE));
    }

    static TestSession session() {
        String owner = "owner-" + UUID.randomUUID();
        UUID agent = SessionRows.agent(DATABASE, owner);
        return session(owner, agent);
    }

    static TestSession session(String owner, UUID agent) {
        return new TestSession(SessionRows.session(DATABASE, owner, agent), owner, agent);
    }

    record TestSession(UUID id, String owner, UUID agent) {

        NewUsageEvent measured(String provider, UsageData data) {
            return new NewUsageEvent(id, owner, agent, new ProviderName(provider), data.type(), data, null);
        }

        NewUsageEvent charged(String provider, UsageType type, String cost) {
            BigDecimal one = BigDecimal.ONE;
            return new NewUsageEvent(
                    id,
                    owner,
                    null,
                    new ProviderName(provider),
                    type,
                    null,
                    new Charge(one, one, new BigDecimal(cost)));
        }

        int rows() {
            return events(owner);
        }
    }

    /** A row of usage_events, as a recount needs it. */
    record Recorded(
            UUID session, String owner, UUID agent, LocalDate day, String provider, UsageType type, BigDecimal cost) {}

    static int events(String owner) {
        return recorded(owner).size();
    }

    /** All that was ever recorded, or of one owner. */
    static List<Recorded> recorded(String owner) {
        return DATABASE.inTransaction(db -> db.createQuery("""
                        select session_id, owner_id, agent_id, (created_at at time zone 'UTC')::date, provider, event_type,
                               total_cost
                          from usage_events where cast(:owner as text) is null or owner_id = :owner""")
                .bind("owner", owner)
                .map((row, context) -> new Recorded(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        row.getObject(4, LocalDate.class),
                        row.getString(5),
                        UsageType.valueOf(row.getString(6)),
                        row.getBigDecimal(7)))
                .list());
    }
}
