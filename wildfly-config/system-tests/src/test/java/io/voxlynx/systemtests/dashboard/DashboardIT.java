package io.voxlynx.systemtests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SystemTest
class DashboardIT {

    private static final String PATH = "/api/dashboard/metrics";

    private final Installation voxlynx;
    private final String subject = "voice-" + UUID.randomUUID();
    private final Api owner;

    DashboardIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.owner = voxlynx.caller(subject, "voice");
    }

    @Test
    void whoHasNothingReadsZeros() {
        assertThat(owner.get(PATH).require(200).text())
                .isEqualTo("{\"avgDuration\":0,\"sessionsToday\":0,\"totalAgents\":0,\"totalSessions\":0,"
                        + "\"transcriptsToday\":0}");
    }

    @Test
    void theFiguresAreACountOfWhatThereIs() {
        TestSession talked = TestSession.begin(voxlynx, owner, "inbound");
        TestSession talkedToo = TestSession.begin(voxlynx, owner, null);
        TestSession unanswered = TestSession.begin(voxlynx, owner, "outbound");
        TestSession lasting = TestSession.begin(voxlynx, owner, null);
        for (TestSession session : List.of(talked, talkedToo, lasting)) {
            session.move("status", "ACTIVE").require(200);
            session.say("user", "Hello").require(201);
        }
        for (TestSession session : List.of(talked, talkedToo, unanswered)) {
            session.move("status", "COMPLETED").require(200);
        }
        talked.say("user", "And goodbye").require(201);
        owner.delete("/api/agents/" + talked.agentId()).require(200);

        JsonObject metrics = metrics(owner);

        assertThat(metrics.keySet())
                .containsExactlyInAnyOrder(
                        "totalSessions", "totalAgents", "avgDuration", "sessionsToday", "transcriptsToday");
        assertThat(metrics.getInt("totalSessions")).isEqualTo(4);
        assertThat(metrics.getInt("totalAgents")).isEqualTo(3);
        assertThat(metrics.getInt("sessionsToday")).isEqualTo(createdToday());
        assertThat(metrics.getInt("transcriptsToday")).isEqualTo(saidToday());
        assertThat(metrics.getJsonNumber("avgDuration").bigDecimalValue()).isEqualByComparingTo(average());
    }

    @Test
    void yesterdaysSessionsAreNotTodays() {
        TestSession.begin(voxlynx, owner, null).say("user", "Hello").require(201);
        voxlynx.db().update("update session_days set day = day - 1 where scope = ?", "owner:" + subject);

        JsonObject metrics = metrics(owner);

        assertThat(metrics.getInt("totalSessions")).isEqualTo(1);
        assertThat(metrics.getInt("sessionsToday")).isZero();
        assertThat(metrics.getInt("transcriptsToday")).isZero();
    }

    @Test
    void everyoneSeesHisOwnFiguresAndAdminsEverybodys() {
        TestSession.begin(voxlynx, owner, null);

        assertThat(metrics(voxlynx.caller("voice-" + UUID.randomUUID(), "voice"))
                        .getInt("totalSessions"))
                .isZero();
        assertThat(metrics(owner).getInt("totalSessions")).isEqualTo(1);
        assertThat(metrics(voxlynx.admin()).getInt("totalSessions"))
                .isEqualTo((int) voxlynx.db().count("select count(*) from sessions"));
        assertThat(metrics(voxlynx.admin()).getInt("totalAgents"))
                .isEqualTo((int) voxlynx.db().count("select count(*) from agents where deleted_at is null"));
        Refusals.assertStandard(voxlynx.worker().get(PATH), 403, "FORBIDDEN");
        Refusals.assertStandard(voxlynx.operator().get(PATH), 403, "FORBIDDEN");
    }

    private JsonObject metrics(Api caller) {
        return caller.get(PATH).require(200).json();
    }

    private int createdToday() {
        return (int) voxlynx.db().count("""
                select count(*) from sessions
                where owner_id = ? and (created_at at time zone 'UTC')::date = (now() at time zone 'UTC')::date""", subject);
    }

    private int saidToday() {
        return (int) voxlynx.db().count("""
                select count(*) from transcripts t join sessions s on s.id = t.session_id
                where owner_id = ? and (t.created_at at time zone 'UTC')::date = (now() at time zone 'UTC')::date""", subject);
    }

    private BigDecimal average() {
        return voxlynx.db()
                .one(
                        BigDecimal.class,
                        "select round(avg(duration_seconds), 3) from sessions where owner_id = ?",
                        subject);
    }
}
