package io.voxlynx.sandbox.livekit;

import static io.voxlynx.sandbox.livekit.LiveKitFixture.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import io.voxlynx.sandbox.SandboxClient;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitRoom.RoomConfiguration;
import livekit.LivekitWebhook.WebhookEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link EventReceiver} takes only what LiveKit's own receiver believes. */
class LiveKitWebhooksTest {
    private static final String QUITTER = "+12125550200";

    @TempDir
    Path directory;

    private LiveKitFixture liveKit;

    @BeforeEach
    void start() throws Exception {
        liveKit = new LiveKitFixture(directory);
    }

    @AfterEach
    void stop() throws Exception {
        liveKit.close();
    }

    @Test
    void tellTheLifeOfARoomInOrder() throws Exception {
        liveKit.dial(QUITTER);
        awaitEvents(4);
        assertThat(liveKit.receiver.names())
                .containsExactly("room_started", "participant_joined", "participant_left", "room_finished");
        var events = liveKit.receiver.received();
        assertThat(events)
                .extracting(WebhookEvent::getId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("EV_"));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getRoom().getName()).isEqualTo(ROOM);
            assertThat(event.getRoom().getSid())
                    .isEqualTo(events.get(0).getRoom().getSid());
            assertThat(Instant.ofEpochSecond(event.getCreatedAt()))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now());
        });
        assertThat(events.get(1).getParticipant().getAttributesMap()).containsEntry("sip.callStatus", "dialing");
        assertThat(events.get(2).getParticipant().getAttributesMap()).containsEntry("sip.callStatus", "hangup");
        assertThat(liveKit.receiver.contentTypes()).containsOnly("application/webhook+json");
    }

    @Test
    void areRepeatedUntilSomebodyTakesThem() throws Exception {
        liveKit.receiver.refuseNext(2);
        liveKit.rooms.createRoom(ROOM).execute();
        awaitEvents(3);
        assertThat(liveKit.receiver.received()).extracting(WebhookEvent::getId).containsOnly(eventId());
        await().until(() -> attempts().size() == 3);
        assertThat(attempts()).extracting(attempt -> attempt.getInt("answer")).containsExactly(503, 503, 200);
        assertThat(attempts()).extracting(attempt -> attempt.getInt("attempt")).containsExactly(1, 2, 3);
    }

    @Test
    void areGivenUpInTheEnd() throws Exception {
        liveKit.receiver.refuseNext(5);
        liveKit.rooms.createRoom(ROOM).execute();
        liveKit.rooms.deleteRoom(ROOM).execute();
        await().until(() -> liveKit.receiver.names().contains("room_finished"));
        assertThat(attempts())
                .filteredOn(attempt -> attempt.getString("event").equals("room_started"))
                .hasSize(5);
    }

    @Test
    void tellOfCallersAndTheirAgent() throws Exception {
        var inbound = SandboxClient.json(liveKit.sandbox.send(
                "POST", "/sandbox/livekit/inbound", "{\"to\": \"+12125550001\", \"from\": \"+12125550002\"}"));
        awaitEvents(3);
        assertThat(liveKit.receiver.names())
                .containsExactly("room_started", "participant_joined", "participant_joined");
        var caller = liveKit.receiver.received().get(1);
        assertThat(caller.getRoom().getName())
                .isEqualTo(inbound.getString("room"))
                .startsWith("call-_+12125550002_");
        assertThat(caller.getParticipant().getKind()).isEqualTo(Kind.SIP);
        assertThat(caller.getParticipant().getAttributesMap())
                .containsEntry("sip.phoneNumber", "+12125550002")
                .containsEntry("sip.trunkPhoneNumber", "+12125550001")
                .containsEntry("sip.callStatus", "ringing")
                .containsEntry("sip.callID", inbound.getString("callId"));
        assertThat(liveKit.receiver.received().get(2).getParticipant().getKind())
                .isEqualTo(Kind.AGENT);
        var room = liveKit.sandbox.objects("/sandbox/livekit/rooms").get(0);
        assertThat(room.getJsonArray("participants")
                        .getJsonObject(0)
                        .getJsonObject("attributes")
                        .getString("sip.callStatus"))
                .isEqualTo("active");

        String path = "/sandbox/livekit/rooms/" + inbound.getString("room") + "/hangup";
        assertThat(liveKit.sandbox.send("POST", path, "").statusCode()).isEqualTo(200);
        awaitEvents(6);
        assertThat(liveKit.receiver.names().subList(3, 6))
                .containsExactly("participant_left", "participant_left", "room_finished");
    }

    @Test
    void tellOfThoseWhoComeFromTheWeb() throws Exception {
        at("join", "{\"identity\": \"ada\"}", 201);
        at("join", "{\"identity\": \"bob\", \"aborts\": true}", 201);
        at("leave", "{\"identity\": \"ada\"}", 200);
        at("leave", "{\"identity\": \"ada\"}", 404);
        awaitEvents(5);
        assertThat(liveKit.receiver.names())
                .containsExactly(
                        "room_started",
                        "participant_joined",
                        "participant_connection_aborted",
                        "participant_left",
                        "room_finished");
    }

    @Test
    void aTokenLetsItsBearerInAndBringsTheAgent() throws Exception {
        AccessToken token = new AccessToken(SandboxClient.LIVEKIT_KEY, SandboxClient.LIVEKIT_SECRET);
        token.setIdentity("ada");
        token.addGrants(new RoomJoin(true), new RoomName(ROOM));
        token.setRoomConfiguration(RoomConfiguration.newBuilder()
                .addAgents(RoomAgentDispatch.newBuilder()
                        .setAgentName("voxlynx-agent")
                        .setMetadata("{\"agent\": 7}"))
                .build());
        String body = "{\"token\": \"" + token.toJwt() + "\"}";
        assertThat(liveKit.sandbox
                        .send("POST", "/sandbox/livekit/rooms/other/join", body)
                        .statusCode())
                .isEqualTo(401);
        at("join", body, 201);
        assertThat(liveKit.dispatches.listDispatch(ROOM).execute().body())
                .extracting(dispatch -> dispatch.getAgentName() + " " + dispatch.getMetadata())
                .containsExactly("voxlynx-agent {\"agent\": 7}");
        awaitEvents(3);
        assertThat(liveKit.receiver.received().get(1).getParticipant().getIdentity())
                .isEqualTo("ada");
    }

    @Test
    void areLostWhereTheNumberSaysSo() throws Exception {
        liveKit.dial("+12125550911");
        at("hangup", "", 200);
        await().until(() -> attempts().size() == 4);
        assertThat(liveKit.receiver.names()).containsExactly("room_started");
        assertThat(attempts()).filteredOn(attempt -> attempt.isNull("answer")).hasSize(3);
    }

    @Test
    void areRepeatedWhereTheNumberSaysSo() throws Exception {
        liveKit.dial("+12125550912");
        awaitEvents(3);
        assertThat(liveKit.receiver.names())
                .containsExactly("room_started", "participant_joined", "participant_joined");
        assertThat(liveKit.receiver.received().get(2))
                .isEqualTo(liveKit.receiver.received().get(1));
    }

    @Test
    void changePlacesWhereTheNumberSaysSo() throws Exception {
        liveKit.dial("+12125550913");
        at("hangup", "", 200);
        awaitEvents(4);
        assertThat(liveKit.receiver.names())
                .containsExactly("room_started", "participant_left", "participant_joined", "room_finished");
    }

    @Test
    void comeLateIfTold() throws Exception {
        liveKit.behave("{\"faults\": {\"webhook\": [{\"fault\": \"late\", \"only\": [\"room_started\"],"
                + " \"lateMillis\": 3000, \"room\": \"" + ROOM + "\"}]}}");
        liveKit.dial(QUITTER);
        awaitEvents(4);
        assertThat(liveKit.receiver.names().get(0)).isEqualTo("participant_joined");
        assertThat(liveKit.receiver.names()).contains("room_started");
    }

    private void at(String what, String body, int status) throws Exception {
        var answer = liveKit.sandbox.send("POST", "/sandbox/livekit/rooms/" + ROOM + "/" + what, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private String eventId() {
        return liveKit.receiver.received().get(0).getId();
    }

    private List<JsonObject> attempts() throws Exception {
        return liveKit.sandbox.objects("/sandbox/livekit/webhooks");
    }

    private void awaitEvents(int count) {
        await().until(() -> liveKit.receiver.received().size() >= count);
    }
}
