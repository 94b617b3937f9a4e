package io.voxlynx.systemtests.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class LiveKitTokenIT {

    private static final String TOKEN = "/api/livekit/token";

    private final Installation voxlynx;
    private final Api owner;
    private final UUID agent;
    private final String room = "room-" + UUID.randomUUID();

    LiveKitTokenIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.owner = voxlynx.voice();
        this.agent = new Calls(voxlynx).agentOf("voice-1");
    }

    @Test
    void aTokenLetsItsBearerTalkInThatRoomForTenMinutes() {
        long before = Instant.now().getEpochSecond();
        JsonObject answer = owner.post(TOKEN, body(agent, room)).require(200).json();
        long after = Instant.now().getEpochSecond();

        assertThat(answer.getString("roomName")).isEqualTo(room);
        JsonObject claims = claims(answer.getString("token"));
        assertThat(claims.getString("iss")).isEqualTo(LocalPlatform.LIVEKIT_API_KEY);
        assertThat(claims.getString("sub")).isEqualTo("voice-1");
        assertThat((long) claims.getInt("exp")).isBetween(before + 600, after + 601);
        JsonObject grants = claims.getJsonObject("video");
        assertThat(grants.getString("room")).isEqualTo(room);
        assertThat(grants.getBoolean("roomJoin")).isTrue();
        assertThat(grants.getBoolean("canPublish")).isTrue();
        assertThat(grants.getBoolean("canSubscribe")).isTrue();
        assertThat(grants.keySet()).containsExactlyInAnyOrder("room", "roomJoin", "canPublish", "canSubscribe");
        assertThat(claims.getJsonObject("sip")).isEmpty();
    }

    @Test
    void theAgentComesWithTheFirstOneWhoJoinsAndTheSessionIsActive() {
        String token = owner.post(TOKEN, body(agent, room)).require(200).json().getString("token");
        UUID session = session();
        assertThat(status(session)).isEqualTo("CREATED");

        voxlynx.liveKit().joinWith(token, room).require(201);

        await().atMost(Calls.PATIENCE).until(() -> status(session).equals("ACTIVE"));
        await().atMost(Calls.PATIENCE)
                .until(() -> voxlynx.liveKit().participants(room).size() == 2);
        String dispatched = voxlynx.liveKit().rooms().stream()
                .filter(open -> open.getString("name").equals(room))
                .findFirst()
                .orElseThrow()
                .getJsonArray("dispatches")
                .toString();
        assertThat(dispatched).contains(session.toString(), agent.toString(), "voice-1");

        voxlynx.liveKit().leave(room, "voice-1");
        await().atMost(Calls.PATIENCE).until(() -> status(session).equals("COMPLETED"));
    }

    @Test
    void aPersonWhoseComingAndGoingNobodyToldOfIsAskedAbout() {
        String token = owner.post(TOKEN, body(agent, room)).require(200).json().getString("token");
        UUID session = session();
        voxlynx.liveKit().behave(lostWebhooks());
        voxlynx.liveKit().joinWith(token, room).require(201);

        voxlynx.db().update("update sessions set due_at = now() where id = ?", session);
        await().atMost(Calls.PATIENCE).until(() -> status(session).equals("ACTIVE"));

        voxlynx.liveKit().leave(room, "voice-1");
        await().atMost(Calls.PATIENCE).until(() -> status(session).equals("COMPLETED"));
    }

    @Test
    void aSessionThatNobodyJoinedFailsWhenItsTokenIsOver() {
        owner.post(TOKEN, body(agent, room)).require(200);
        UUID session = session();
        assertThat(voxlynx.db()
                        .one(
                                Double.class,
                                "select extract(epoch from due_at - created_at)::float8 from sessions where id = ?",
                                session))
                .isBetween(600.0, 640.0);

        voxlynx.db().update("update sessions set due_at = now() where id = ?", session);

        await().atMost(Calls.PATIENCE).until(() -> status(session).equals("FAILED"));
        assertThat(voxlynx.db().one(String.class, "select end_reason from sessions where id = ?", session))
                .isEqualTo("nobody_joined");
    }

    @Test
    void whoComesBackIsLetIntoHisOwnSession() {
        owner.post(TOKEN, body(agent, room)).require(200);

        owner.post(TOKEN, body(agent, room)).require(200);

        assertThat(voxlynx.db().count("select count(*) from sessions where room_name = ?", room))
                .isEqualTo(1);
    }

    @Test
    void anothersAgentAndAnothersRoomAreNotThere() {
        UUID hers = new Calls(voxlynx).agentOf("voice-2");
        owner.post(TOKEN, body(agent, room)).require(200);

        Refusals.assertStandard(voxlynx.voice2().post(TOKEN, body(agent, room + "2")), 404, "NOT_FOUND");
        Refusals.assertStandard(voxlynx.voice2().post(TOKEN, body(hers, room)), 404, "NOT_FOUND");
        Refusals.assertStandard(owner.post(TOKEN, body(UUID.randomUUID(), room + "2")), 404, "NOT_FOUND");
        assertThat(voxlynx.db().count("select count(*) from sessions where room_name = ?", room + "2"))
                .isZero();
    }

    /** Whoever was let in with an earlier token may still be there, and would hear what is said. */
    @Test
    void aRoomStaysItsFirstOwnersWhenHisSessionIsOver() {
        UUID hers = new Calls(voxlynx).agentOf("voice-2");
        owner.post(TOKEN, body(agent, room)).require(200);
        owner.post("/api/sessions/by-room/" + room + "/end").require(200);

        Refusals.assertStandard(voxlynx.voice2().post(TOKEN, body(hers, room)), 404, "NOT_FOUND");
        Refusals.assertStandard(
                voxlynx.voice2()
                        .post(
                                "/api/sessions",
                                Json.createObjectBuilder()
                                        .add("agent_id", hers.toString())
                                        .add("room_name", room)
                                        .build()),
                404,
                "NOT_FOUND");
        owner.post(TOKEN, body(agent, room)).require(200);
    }

    @Test
    void aDeletedAgentTalksToNobody() {
        voxlynx.db().update("update agents set deleted_at = now() where id = ?", agent);

        Refusals.assertStandard(owner.post(TOKEN, body(agent, room)), 404, "NOT_FOUND");
    }

    @Test
    void twoAgentsDoNotTalkInOneRoom() {
        owner.post(TOKEN, body(agent, room)).require(200);

        Answer answer = owner.post(TOKEN, body(new Calls(voxlynx).agentOf("voice-1"), room));

        Refusals.assertStandard(answer, 409, "CONFLICT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "a/b", "ä", "new\\nline"})
    void aRoomNameOfOtherCharactersIsRefused(String name) {
        Refusals.assertInvalid(owner.post(TOKEN, body(agent, name)), "roomName");
        Refusals.assertInvalid(owner.post(TOKEN, body(agent, "x".repeat(129))), "roomName");
        owner.post(TOKEN, body(agent, room.repeat(3).substring(0, 100))).require(200);
    }

    private UUID session() {
        return voxlynx.db().one(UUID.class, "select id from sessions where room_name = ?", room);
    }

    private String status(UUID session) {
        return voxlynx.db().one(String.class, "select status from sessions where id = ?", session);
    }

    private JsonObject lostWebhooks() {
        return Json.createObjectBuilder()
                .add(
                        "faults",
                        Json.createObjectBuilder()
                                .add(
                                        "webhook",
                                        Json.createArrayBuilder()
                                                .add(Json.createObjectBuilder()
                                                        .add("fault", "lost")
                                                        .add("room", room))))
                .build();
    }

    private static JsonObject body(UUID agent, String room) {
        return Json.createObjectBuilder()
                .add("agentId", agent.toString())
                .add("roomName", room)
                .build();
    }

    private static JsonObject claims(String token) {
        String json = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        return Json.createReader(new StringReader(json)).readObject();
    }
}
