package io.voxlynx.sandbox.livekit;

import static io.voxlynx.sandbox.livekit.LiveKitFixture.ROOM;
import static io.voxlynx.sandbox.livekit.LiveKitFixture.errorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livekit.server.AccessToken;
import io.livekit.server.CreateSipParticipantOptions;
import io.livekit.server.RoomServiceClient;
import io.livekit.server.SipServiceClient;
import io.livekit.server.TransferSipParticipantOptions;
import io.voxlynx.sandbox.SandboxClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantInfo.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveKitDialectTest {
    private static final String NUMBER = "+12125550100";

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
    void makesListsAndDeletesRooms() throws Exception {
        var made = liveKit.rooms.createRoom(ROOM).execute().body();
        assertThat(made.getSid()).startsWith("RM_");
        assertThat(liveKit.rooms.createRoom(ROOM).execute().body().getSid()).isEqualTo(made.getSid());
        assertThat(liveKit.rooms.listRooms(List.of(ROOM, "other")).execute().body())
                .extracting(room -> room.getName())
                .containsExactly(ROOM);
        assertThat(liveKit.rooms.deleteRoom(ROOM).execute().isSuccessful()).isTrue();
        assertThat(liveKit.rooms.listRooms().execute().body()).isEmpty();
        var again = liveKit.rooms.deleteRoom(ROOM).execute();
        assertThat(again.code()).isEqualTo(404);
        assertThat(errorOf(again).getString("code")).isEqualTo("not_found");
    }

    @Test
    void answersWhenTheCalleeDoes() throws Exception {
        var answered = liveKit.dial(NUMBER);
        assertThat(answered.isSuccessful()).isTrue();
        var info = answered.body();
        assertThat(info.getRoomName()).isEqualTo(ROOM);
        assertThat(info.getParticipantIdentity()).isEqualTo("callee");
        assertThat(info.getSipCallId()).startsWith("SCL_");
        var callee = participant("callee");
        assertThat(callee.getKind()).isEqualTo(Kind.SIP);
        assertThat(callee.getSid()).isEqualTo(info.getParticipantId());
        assertThat(callee.getAttributesMap())
                .containsEntry("sip.callStatus", "active")
                .containsEntry("sip.callID", info.getSipCallId())
                .containsEntry("sip.trunkID", "ST_sandbox")
                .containsEntry("sip.phoneNumber", NUMBER)
                .containsKey("sip.trunkPhoneNumber");
    }

    @Test
    void tellsHowFarACallIs() throws Exception {
        liveKit.behave("{\"ringMillis\": 60000}");
        var order = LiveKitFixture.order(NUMBER).setWaitUntilAnswered(false);
        assertThat(liveKit.call(order).execute().isSuccessful()).isTrue();
        assertThat(status()).isEqualTo("dialing");
        liveKit.rooms.removeParticipant(ROOM, "callee").execute();
        liveKit.behave("{\"ringMillis\": 3000}");
        assertThat(liveKit.call(order).execute().isSuccessful()).isTrue();
        await().until(() -> status().equals("ringing"));
        await().until(() -> status().equals("active"));
    }

    @Test
    void sendsAnAgentWhereOneIsDispatched() throws Exception {
        var dispatch = liveKit.dispatches
                .createDispatch(ROOM, "voxlynx-agent", "{\"a\":1}")
                .execute()
                .body();
        assertThat(dispatch.getId()).startsWith("AD_");
        await().until(() -> liveKit.rooms.listParticipants(ROOM).execute().body().stream()
                .anyMatch(participant -> participant.getKind() == Kind.AGENT));
        assertThat(liveKit.dispatches.listDispatch(ROOM).execute().body())
                .extracting(found -> found.getMetadata())
                .containsExactly("{\"a\":1}");
        liveKit.dispatches.deleteDispatch(ROOM, dispatch.getId()).execute();
        assertThat(liveKit.dispatches.listDispatch(ROOM).execute().body()).isEmpty();
    }

    @Test
    void aRoomThatIsNotThereDoesNotAnswerAboutItsAgents() throws Exception {
        var silence = liveKit.dispatches.listDispatch(ROOM).execute();
        assertThat(silence.code()).isEqualTo(503);
        assertThat(errorOf(silence).getString("code")).isEqualTo("unavailable");
    }

    @Test
    void sendsNoAgentWhileNoWorkerIsThere() throws Exception {
        liveKit.behave("{\"agents\": false}");
        liveKit.dispatches.createDispatch(ROOM, "voxlynx-agent").execute();
        liveKit.dial(NUMBER);
        assertThat(liveKit.rooms.listParticipants(ROOM).execute().body())
                .extracting(ParticipantInfo::getIdentity)
                .containsExactly("callee");
    }

    @Test
    void refusesTokensThatAreNotOurs() throws Exception {
        String key = SandboxClient.LIVEKIT_KEY;
        for (var stranger : List.of(
                RoomServiceClient.createClient(liveKit.sandbox.url(), key, "another-secret-of-32-bytes-at-least"),
                RoomServiceClient.createClient(liveKit.sandbox.url(), "another-key", SandboxClient.LIVEKIT_SECRET))) {
            var refused = stranger.listRooms().execute();
            assertThat(refused.code()).isEqualTo(401);
            assertThat(refused.errorBody().string()).startsWith("invalid");
        }
        assertThat(json("/twirp/livekit.RoomService/ListRooms", null, "{}").statusCode())
                .isEqualTo(401);
    }

    @Test
    void wantsTheGrantThatARequestNeeds() throws Exception {
        String path = "/twirp/livekit.SIP/CreateSIPParticipant";
        String body = "{\"sip_trunk_id\": \"ST_sandbox\", \"sip_call_to\": \"" + NUMBER + "\", \"room_name\": \"r\"}";
        AccessToken without = new AccessToken(SandboxClient.LIVEKIT_KEY, SandboxClient.LIVEKIT_SECRET);
        var denied = json(path, without.toJwt(), body);
        assertThat(denied.statusCode()).isEqualTo(401);
        assertThat(SandboxClient.json(denied).getString("code")).isEqualTo("unauthenticated");
        assertThat(SandboxClient.json(denied).getString("msg")).isEqualTo("permissions denied");
        assertThat(json(path, LiveKitFixture.token(), body).statusCode()).isEqualTo(200);
        String elsewhere = "{\"room\": \"another room\"}";
        assertThat(json("/twirp/livekit.RoomService/ListParticipants", LiveKitFixture.token(), elsewhere)
                        .statusCode())
                .isEqualTo(401);
        assertThat(liveKit.sandbox.objects("/sandbox/livekit/dials")).hasSize(1);
    }

    @Test
    void speaksJsonToo() throws Exception {
        liveKit.dial(NUMBER);
        var answer = json(
                "/twirp/livekit.RoomService/ListParticipants", LiveKitFixture.token(), "{\"room\":\"" + ROOM + "\"}");
        var callee = SandboxClient.json(answer).getJsonArray("participants").getJsonObject(0);
        assertThat(callee.getString("identity")).isEqualTo("callee");
        assertThat(callee.getString("kind")).isEqualTo("SIP");
        assertThat(callee.containsKey("joined_at")).isTrue();
    }

    @Test
    void refusesWhatLiveKitWouldRefuse() throws Exception {
        for (var wrong : List.of(
                LiveKitFixture.order(""),
                LiveKitFixture.order("ada@example.com"),
                LiveKitFixture.order(NUMBER).setRoomName(""),
                LiveKitFixture.order(NUMBER).setSipTrunkId(""))) {
            var refused = liveKit.call(wrong).execute();
            assertThat(refused.code()).isEqualTo(400);
            assertThat(errorOf(refused).getString("code")).isEqualTo("invalid_argument");
        }
        var noTrunk = liveKit.call(LiveKitFixture.order(NUMBER).setSipTrunkId("ST_gone"))
                .execute();
        assertThat(noTrunk.code()).isEqualTo(404);
        var nowhere = json("/twirp/livekit.RoomService/Fly", LiveKitFixture.token(), "{}");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(SandboxClient.json(nowhere).getString("code")).isEqualTo("bad_route");
        assertThat(SandboxClient.json(json("/twirp/livekit.RoomService/ListRooms", LiveKitFixture.token(), "{"))
                        .getString("code"))
                .isEqualTo("malformed");
        assertThat(liveKit.sandbox.objects("/sandbox/livekit/dials")).isEmpty();
    }

    @Test
    void theOfficialSipClientWorks() throws Exception {
        SipServiceClient sip = liveKit.sip;
        var info = sip.createSipParticipant(
                        "ST_sandbox",
                        NUMBER,
                        ROOM,
                        new CreateSipParticipantOptions(null, null, null, null, null, null, null, true))
                .execute()
                .body();
        assertThat(info.getParticipantIdentity()).isEqualTo("sip_" + NUMBER);
        var transferred = sip.transferSipParticipant(
                        ROOM,
                        info.getParticipantIdentity(),
                        "tel:+12125550100",
                        new TransferSipParticipantOptions(false))
                .execute();
        assertThat(transferred.isSuccessful()).isTrue();
    }

    private ParticipantInfo participant(String identity) throws Exception {
        return liveKit.rooms.getParticipant(ROOM, identity).execute().body();
    }

    private String status() throws Exception {
        return participant("callee").getAttributesOrThrow("sip.callStatus");
    }

    /** @param token {@code null} for none */
    private HttpResponse<String> json(String path, String token, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(liveKit.sandbox.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
