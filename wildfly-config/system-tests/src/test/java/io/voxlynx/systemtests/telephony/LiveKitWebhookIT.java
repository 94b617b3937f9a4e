package io.voxlynx.systemtests.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.LiveKitClient;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is taken for an event of LiveKit, and what inbound calls become. */
@SystemTest
class LiveKitWebhookIT {

    private final Installation voxlynx;
    private final LiveKitClient liveKit;
    private final String room = "room-" + UUID.randomUUID();

    LiveKitWebhookIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.liveKit = voxlynx.liveKit();
    }

    @Test
    void anEventIsKeptOnce() {
        String event = LiveKitClient.event("room_started", room);

        assertThat(liveKit.deliver(event).require(200).json().getString("status"))
                .isEqualTo("kept");
        assertThat(liveKit.deliver(event, "Bearer " + liveKit.authorization(event))
                        .require(200)
                        .json()
                        .getString("status"))
                .isEqualTo("duplicate");
        assertThat(inboxStates()).hasSize(1);
    }

    @Test
    void whatIsNotSignedByOurLiveKitIsRefusedBeforeAnybodyReadsIt() {
        String event = LiveKitClient.event("room_started", room);
        String good = liveKit.authorization(event);
        String[] parts = good.split("\\.");
        String none = encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        String other =
                liveKit.authorization(LocalPlatform.LIVEKIT_API_KEY, "another-secret-of-32-bytes-at-least", event);
        String stranger =
                liveKit.authorization("stranger", voxlynx.platform().secrets().liveKit(), event);

        for (String authorization : java.util.Arrays.asList(
                null,
                "",
                "Bearer",
                "garbage",
                none,
                other,
                stranger,
                parts[0] + "." + parts[1] + ".",
                "Basic " + good)) {
            Refusals.assertStandard(liveKit.deliver(event, authorization), 401, "UNAUTHORIZED");
        }
        Refusals.assertStandard(liveKit.deliver(event + " ", good), 401, "UNAUTHORIZED");
        Refusals.assertStandard(liveKit.deliver("{not json", good), 401, "UNAUTHORIZED");
        Refusals.assertStandard(
                liveKit.deliver(event, voxlynx.platform().sandbox().token("admin-1", "admin")), 401, "UNAUTHORIZED");
        assertThat(inboxStates()).isEmpty();
    }

    @Test
    void aSignedBodyThatIsNoEventIsRefused() {
        for (String body : List.of("{not json", "[]", "5", "{\"event\":\"room_started\"}")) {
            Answer answer = liveKit.deliver(body);
            Refusals.assertStandard(answer, 400, "VALIDATION_ERROR");
        }
    }

    @Test
    void newerEventsAndMembersAreKeptAsFacts() {
        String call = inbound();
        JsonObject event = object(LiveKitClient.event("participant_danced", room(call)));
        JsonObject newer = Json.createObjectBuilder(event)
                .add(
                        "room",
                        Json.createObjectBuilder()
                                .add("name", room(call))
                                .add("sid", column(UUID.fromString(call), "room_sid")))
                .add("mood", Json.createObjectBuilder().add("steps", 3))
                .add(
                        "participant",
                        Json.createObjectBuilder().add("identity", "x").add("kind", "ROBOT"))
                .build();

        liveKit.deliver(newer.toString()).require(200);

        await().atMost(Calls.PATIENCE)
                .untilAsserted(() -> assertThat(events(call)).contains("participant_danced"));
    }

    @Test
    void anInboundCallIsASessionOfTheAgentWhoseNumberItIs() {
        String number = Phones.endingIn("7001");
        UUID agent = new Calls(voxlynx).agentOf("voice-1", number);

        JsonObject caller = liveKit.inbound(number, "+14155550123");

        UUID session = awaitSession(caller.getString("room"));
        await().atMost(Calls.PATIENCE)
                .until(() -> column(session, "call_status").equals("ANSWERED"));
        assertThat(column(session, "direction")).isEqualTo("INBOUND");
        assertThat(column(session, "status")).isEqualTo("ACTIVE");
        assertThat(column(session, "owner_id")).isEqualTo("voice-1");
        assertThat(column(session, "agent_id")).isEqualTo(agent.toString());
        assertThat(column(session, "phone_number")).isEqualTo("+14155550123");

        liveKit.hangUp(caller.getString("room"));
        await().atMost(Calls.PATIENCE)
                .until(() -> column(session, "call_status").equals("COMPLETED"));
        assertThat(column(session, "end_reason")).isEqualTo("hangup");
    }

    @Test
    void anInboundCallWhoseWebhooksComeInTheWrongOrderIsTheSame() {
        String number = Phones.endingIn("7002");
        new Calls(voxlynx).agentOf("voice-1", number);
        JsonObject phone = phone(number, "active");

        liveKit.deliver(LiveKitClient.event(
                        "participant_left",
                        room,
                        Json.createObjectBuilder(phone)
                                .add("disconnectReason", "CLIENT_INITIATED")
                                .build()))
                .require(200);
        assertThat(voxlynx.db().count("select count(*) from sessions where room_name = ?", room))
                .isZero();
        liveKit.deliver(LiveKitClient.event("participant_joined", room, phone)).require(200);

        UUID session = awaitSession(room);
        await().atMost(Calls.PATIENCE)
                .until(() -> column(session, "call_status").equals("COMPLETED"));
        await().atMost(Calls.PATIENCE).until(() -> inboxStates().equals(List.of("APPLIED", "APPLIED")));
        assertThat(voxlynx.db().count("select count(*) from sessions where room_name = ?", room))
                .isEqualTo(1);
    }

    @Test
    void anInboundCallThatStillRingsIsNotAnswered() {
        String number = Phones.endingIn("7003");
        new Calls(voxlynx).agentOf("voice-1", number);
        // Long enough to be seen: LiveKit is asked about it, and does not know this room.
        liveKit.deliver(LiveKitClient.event("participant_joined", room, phone(number, "ringing")))
                .require(200);

        UUID session = awaitSession(room);

        await().atMost(Calls.PATIENCE)
                .until(() -> column(session, "call_status").equals("NO_ANSWER"));
        assertThat(voxlynx.db()
                        .count(
                                "select count(*) from session_events where session_id = ? and kind = 'answered'",
                                session))
                .isZero();
    }

    @Test
    void aCallToANumberOfNobodyIsRejected() {
        liveKit.deliver(LiveKitClient.event("participant_joined", room, phone(Phones.endingIn("7004"), "active")))
                .require(200);

        await().atMost(Calls.PATIENCE).until(() -> inboxStates().equals(List.of("REJECTED")));
        assertThat(voxlynx.db().count("select count(*) from sessions where room_name = ?", room))
                .isZero();
    }

    @Test
    void eventsOfRoomsThatAreNotOursWaitForAnHourAndNoLonger() {
        liveKit.deliver(LiveKitClient.event("room_started", room)).require(200);
        await().atMost(Calls.PATIENCE).until(() -> inboxStates().equals(List.of("UNMATCHED")));

        voxlynx.db()
                .update(
                        "update inbox set received_at = now() - interval '61 minutes', tries = 24, next_try_at = now() where group_key = ?",
                        room);

        await().atMost(Calls.PATIENCE).until(() -> inboxStates().equals(List.of("REJECTED")));
    }

    @Test
    void aNumberIsLookedUpByTheWorkerAndByItsOwner() {
        String number = Phones.endingIn("7005");
        UUID agent = new Calls(voxlynx).agentOf("voice-1", number);
        String path = "/api/telephony/lookup?phone_number=" + number.replace("+", "%2B");

        for (var api : List.of(voxlynx.worker(), voxlynx.admin(), voxlynx.voice())) {
            JsonObject found = api.get(path).require(200).json();
            assertThat(found.getString("agent_id")).isEqualTo(agent.toString());
            assertThat(found.getString("user_id")).isEqualTo("voice-1");
            assertThat(found.getString("system_prompt")).isEqualTo("Be kind.");
            assertThat(found).containsKeys("agent_name", "stt_provider", "llm_provider", "tts_provider");
        }
        Refusals.assertStandard(voxlynx.voice2().get(path), 404, "NOT_FOUND");
        Refusals.assertStandard(
                voxlynx.worker().get("/api/telephony/lookup?phone_number=%2B12125557006"), 404, "NOT_FOUND");
        for (String query : List.of("", "?phone_number=", "?phone_number=" + number, "?phone_number=x")) {
            Refusals.assertInvalid(voxlynx.worker().get("/api/telephony/lookup" + query), "phone_number");
        }
    }

    /** @return the id of a session that is on */
    private String inbound() {
        String number = Phones.endingIn("7000");
        new Calls(voxlynx).agentOf("voice-1", number);
        String where = liveKit.inbound(number, "+14155550124").getString("room");
        return awaitSession(where).toString();
    }

    private String room(String sessionId) {
        return column(UUID.fromString(sessionId), "room_name");
    }

    private List<String> events(String sessionId) {
        return new Calls(voxlynx).events(sessionId);
    }

    private UUID awaitSession(String where) {
        await().atMost(Calls.PATIENCE)
                .until(() -> voxlynx.db().count("select count(*) from sessions where room_name = ?", where) == 1);
        return voxlynx.db().one(UUID.class, "select id from sessions where room_name = ?", where);
    }

    private String column(UUID session, String column) {
        return voxlynx.db().one(String.class, "select " + column + "::text from sessions where id = ?", session);
    }

    private List<String> inboxStates() {
        return voxlynx.db().list(String.class, "select state from inbox where group_key = ? order by id", room);
    }

    private static JsonObject phone(String called, String callStatus) {
        JsonObjectBuilder attributes = Json.createObjectBuilder()
                .add("sip.callID", "SCL_" + UUID.randomUUID())
                .add("sip.ruleID", "SDR_" + UUID.randomUUID())
                .add("sip.phoneNumber", "+14155550125")
                .add("sip.trunkPhoneNumber", called)
                .add("sip.callStatus", callStatus);
        return Json.createObjectBuilder()
                .add("identity", "sip_+14155550125")
                .add("kind", "SIP")
                .add("attributes", attributes)
                .build();
    }

    private static JsonObject object(String json) {
        return Json.createReader(new StringReader(json)).readObject();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
