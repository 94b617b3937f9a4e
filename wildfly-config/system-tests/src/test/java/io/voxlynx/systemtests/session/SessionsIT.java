package io.voxlynx.systemtests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What their owners read of sessions. */
@SystemTest
class SessionsIT {

    private static final String PATH = "/api/sessions";

    private final Installation voxlynx;
    private final Api owner;

    SessionsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.owner = voxlynx.caller("voice-" + UUID.randomUUID(), "voice");
    }

    @Test
    void listsTheNewestFirstByPagesWithoutWhatWasSaid() {
        List<String> ids = List.of(begin(null), begin("inbound"), begin("outbound"));

        JsonObject first = list("?page=1&limit=2");

        assertThat(first.keySet()).containsExactlyInAnyOrder("sessions", "total");
        assertThat(first.getInt("total")).isEqualTo(3);
        assertThat(ids(first)).containsExactly(ids.get(2), ids.get(1));
        assertThat(ids(list("?page=2&limit=2"))).containsExactly(ids.get(0));
        assertThat(ids(list("?page=2147483647&limit=100"))).isEmpty();
        assertThat(first.getJsonArray("sessions").getJsonObject(0).keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "agentId",
                        "status",
                        "roomName",
                        "createdAt",
                        "direction",
                        "call_direction",
                        "outbound_phone_number",
                        "call_status");
    }

    @Test
    void listsCallsOfOneDirection() {
        begin(null);
        String inbound = begin("inbound");
        String outbound = begin("outbound");

        assertThat(ids(list("?direction=inbound"))).containsExactly(inbound);
        assertThat(ids(list("?direction=outbound"))).containsExactly(outbound);
        assertThat(list("?direction=outbound").getInt("total")).isEqualTo(1);
    }

    @Test
    void listsWhatWasCreatedInARangeOfDays() {
        String old = begin("inbound");
        String late = begin("inbound");
        String next = begin("outbound");
        moveTo(old, "2026-02-03T00:00:00Z");
        moveTo(late, "2026-02-04T23:59:59.999999Z");
        moveTo(next, "2026-02-05T00:00:00Z");

        assertRange("start_date=2026-02-03&end_date=2026-02-05", next, late, old);
        assertRange("start_date=2026-02-04", next, late);
        assertRange("end_date=2026-02-04", late, old);
        assertRange("start_date=2026-02-04&end_date=2026-02-04", late);
        assertRange("start_date=2026-02-04&end_date=2026-02-04&direction=outbound");
        assertRange("start_date=2026-02-03T00:00:00.000001Z&end_date=2026-02-05", next, late);
        assertRange("end_date=2026-02-04T23:59:59.999998Z", old);
        assertRange("end_date=2026-02-04T23:59:59.999999Z", late, old);
        assertRange("start_date=2026-02-04T12:00:00-14:00&end_date=2026-02-05T06:00:00Z");
        assertRange("start_date=2026-02-03T00:00:00Z&end_date=2026-02-03T00:00:00Z", old);
        assertRange("start_date=2027-01-01");
        assertRange("end_date=0001-01-01");
        assertRange("start_date=9999-12-31");
    }

    @ParameterizedTest
    @CsvSource({
        "page=0, page",
        "page=x, page",
        "page=, page",
        "limit=0, limit",
        "limit=101, limit",
        "direction=INBOUND, direction",
        "direction=web, direction",
        "start_date=yesterday, start_date",
        "start_date=2026-02-30, start_date",
        "start_date=2026-2-3, start_date",
        "start_date=2026-02-03T10:00:00, start_date",
        "start_date=12026-02-03, start_date",
        "end_date=2026-13-01, end_date",
        "end_date=1772359200, end_date",
        "start_date=2026-02-04&end_date=2026-02-03, start_date"
    })
    void aParameterThatCannotBeUsedIsNamed(String query, String parameter) {
        Refusals.assertInvalid(owner.get(PATH + "?" + query), parameter);
    }

    @Test
    void everyoneSeesHisOwnAndThoseWhoActForOthersSeeAll() {
        String mine = begin(null);

        assertThat(ids(list(""))).containsExactly(mine);
        assertThat(ids(voxlynx.voice2().get(PATH + "?limit=100").require(200).json()))
                .doesNotContain(mine);
        assertThat(ids(voxlynx.admin().get(PATH).require(200).json())).contains(mine);
        assertThat(ids(voxlynx.worker().get(PATH).require(200).json())).contains(mine);
        voxlynx.admin().get(PATH + "/" + mine).require(200);
        Refusals.assertStandard(voxlynx.voice2().get(PATH + "/" + mine), 404, "NOT_FOUND");
        Refusals.assertStandard(voxlynx.operator().get(PATH), 403, "FORBIDDEN");
    }

    @Test
    void anAdminsTotalIsOverEverybodysSessions() {
        String from = "start_date=" + Instant.now().minusSeconds(3600);
        for (String query : List.of("", "?direction=inbound", "?" + from, "?direction=inbound&" + from)) {
            int before = voxlynx.admin().get(PATH + query).require(200).json().getInt("total");
            begin("inbound");
            begin("outbound");

            int after = voxlynx.admin().get(PATH + query).require(200).json().getInt("total");
            assertThat(after - before).as(query).isEqualTo(query.contains("inbound") ? 1 : 2);
        }
    }

    @Test
    void aSessionOutlivesItsAgent() {
        TestSession session = TestSession.begin(voxlynx, owner, null);
        owner.delete("/api/agents/" + session.agentId()).require(200);

        assertThat(owner.get(session.path()).require(200).json()).isEqualTo(session.begun());
        session.say("user", "Still there?").require(201);
        session.move("status", "COMPLETED").require(200);
        assertThat(ids(list(""))).containsExactly(session.id().toString());
    }

    @Test
    void aTransferShowsInBothPlaces() {
        TestSession session = TestSession.begin(voxlynx, owner, "inbound");
        voxlynx.db().update("""
                update sessions set transfer_state = 'DONE', transfer_type = 'warm', transferred_to = '+14155550111',
                    transfer_at = '2026-02-03T10:00:00Z' where id = ?""", session.id());

        for (JsonObject shown :
                List.of(session.detail(), list("").getJsonArray("sessions").getJsonObject(0))) {
            assertThat(shown.getString("transferredTo")).isEqualTo("+14155550111");
            assertThat(shown.getString("transferType")).isEqualTo("warm");
            assertThat(shown.getString("transferTimestamp")).isEqualTo("2026-02-03T10:00:00Z");
        }
    }

    /** Nothing of what happened may be changed, not even by ourselves. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update session_events set kind = 'other'",
                "delete from session_events",
                "truncate session_events"
            })
    void whatHappenedToASessionStays(String sql) {
        begin(null);

        assertThatThrownBy(() -> voxlynx.db().update(sql)).hasStackTraceContaining("append-only");
    }

    private String begin(String direction) {
        return TestSession.begin(voxlynx, owner, direction).id().toString();
    }

    /** As if it had been created then, its day's figures included. */
    private void moveTo(String id, String createdAt) {
        voxlynx.db().update("""
                with moved as (
                    update sessions s set created_at = ?::timestamptz from sessions before
                    where s.id = ?::uuid and before.id = s.id
                    returning s.direction, s.owner_id, s.created_at as at, before.created_at as was),
                changes as (
                    select 'owner:' || owner_id as scope, day, n, direction from moved,
                        lateral (values ((at at time zone 'UTC')::date, 1), ((was at time zone 'UTC')::date, -1)) v (day, n)
                    union all
                    select 'everybody', day, n, direction from moved,
                        lateral (values ((at at time zone 'UTC')::date, 1), ((was at time zone 'UTC')::date, -1)) v (day, n))
                insert into session_days (scope, day, shard, sessions, inbound, outbound)
                select scope, day, 0, n, case direction when 'INBOUND' then n else 0 end,
                    case direction when 'OUTBOUND' then n else 0 end from changes
                on conflict (scope, day, shard) do update set sessions = session_days.sessions + excluded.sessions,
                    inbound = session_days.inbound + excluded.inbound,
                    outbound = session_days.outbound + excluded.outbound""", createdAt, id);
    }

    private void assertRange(String query, String... ids) {
        JsonObject page = list("?" + query);
        assertThat(ids(page)).as(query).containsExactly(ids);
        assertThat(page.getInt("total")).as(query).isEqualTo(ids.length);
    }

    private JsonObject list(String query) {
        return owner.get(PATH + query).require(200).json();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("sessions").getValuesAs(JsonObject.class).stream()
                .map(session -> session.getString("id"))
                .toList();
    }
}
