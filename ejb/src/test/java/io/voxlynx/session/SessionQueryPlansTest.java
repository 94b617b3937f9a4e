package io.voxlynx.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.time.Instant;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One owner whose sessions are nearly the whole table, with fresh statistics and with none: when reading all of them
 * looks cheapest to the planner.
 */
class SessionQueryPlansTest {

    private static final int SESSIONS = 100_000;
    private static final Database DATABASE = PostgresForTests.database();
    private static final SessionsForTests TEST = new SessionsForTests();

    private static final Instant FROM = Instant.parse("2026-01-10T05:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-01-10T07:00:00Z");

    @BeforeAll
    static void fill() {
        DATABASE.useTransaction(db -> db.createUpdate("""
                        insert into sessions (id, owner_id, agent_id, room_name, direction, call_status, status, created_at,
                            last_event_at)
                        select gen_random_uuid(), :owner, :agent, 'room ' || n % 7, direction,
                            case when direction is not null then 'COMPLETED' end, 'COMPLETED',
                            timestamptz '2026-01-01 00:00Z' + n * interval '30 s', now()
                        from generate_series(1, :sessions) n,
                            lateral (select case n % 1000 when 0 then 'INBOUND' when 1 then null else 'OUTBOUND' end)
                                as of (direction)""")
                .bind("owner", TEST.owner)
                .bind("agent", TEST.agent)
                .bind("sessions", SESSIONS)
                .execute());
    }

    static Stream<Arguments> questions() {
        return Stream.of(false, true)
                .flatMap(analyzed -> Stream.of(null, TEST.owner)
                        .flatMap(owner -> Stream.of(null, Direction.INBOUND, Direction.OUTBOUND)
                                .flatMap(direction -> Stream.of(
                                                new SessionFilter(null, null, direction),
                                                new SessionFilter(FROM, null, direction),
                                                new SessionFilter(null, UNTIL, direction),
                                                new SessionFilter(FROM, UNTIL, direction))
                                        .map(filter -> Arguments.of(analyzed, owner, filter)))));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aPageIsReadInTheOrderOfAnIndex(boolean analyzed, String owner, SessionFilter filter) {
        assertThat(plan(analyzed, SessionList.pageOf(owner, filter), owner, filter))
                .contains("Index Scan using sessions_")
                .doesNotContain("Seq Scan", "Sort");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aPartOfADayIsCountedByAnIndex(boolean analyzed, String owner, SessionFilter filter) {
        if (filter.from() != null && filter.until() != null) {
            assertThat(plan(analyzed, SessionList.countOf(owner, filter), owner, filter))
                    .contains("Index")
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void theFewOfOneDirectionAreNotSoughtAmongAll() {
        SessionFilter few = new SessionFilter(null, null, Direction.INBOUND);

        assertThat(plan(true, SessionList.pageOf(null, few), null, few)).contains("_by_direction");
        assertThat(plan(true, SessionList.pageOf(TEST.owner, few), TEST.owner, few))
                .contains("_by_direction");
    }

    @Test
    void whoeverWasLastInARoomIsFoundAmongAllThatEverWere() {
        String plan = DATABASE.inTransaction(db -> {
            db.execute("analyze sessions");
            return String.join(
                    "\n",
                    db.createQuery("explain " + Sessions.inRoomOf(null))
                            .bind("room", "room 1")
                            .mapTo(String.class)
                            .list());
        });

        assertThat(plan).contains("sessions_living_room").doesNotContain("Seq Scan", "Sort Key: sessions");
    }

    private static String plan(boolean analyzed, String sql, String owner, SessionFilter filter) {
        return DATABASE.inTransaction(db -> {
            if (analyzed) {
                db.execute("analyze sessions");
            }
            db.execute(SessionList.ALONG_AN_INDEX);
            Query query = SessionList.bound(db.createQuery("explain " + sql), owner, filter);
            query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            return String.join(
                    "\n",
                    query.bind("limit", 20)
                            .bind("offset", SESSIONS / 2)
                            .mapTo(String.class)
                            .list());
        });
    }
}
