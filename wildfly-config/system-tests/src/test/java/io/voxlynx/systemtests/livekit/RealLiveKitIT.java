package io.voxlynx.systemtests.livekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.livekit.server.AccessToken;
import io.livekit.server.AgentDispatchServiceClient;
import io.livekit.server.RoomServiceClient;
import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.PortPlan;
import io.voxlynx.systemtests.harness.Discretion;
import io.voxlynx.systemtests.harness.OwnPlatform;
import io.voxlynx.systemtests.harness.Platforms;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import retrofit2.Response;

/**
 * The product and the stand-in against a real LiveKit, where a {@code livekit-server} is on the PATH. It has a platform of
 * its own, since the other tests' talks to the stand-in. Without Redis a LiveKit has no telephony, so nobody is called.
 */
@OwnPlatform
class RealLiveKitIT {

    private static final String NOT_HERE =
            "There is no livekit-server on the PATH: nothing is tested against a real LiveKit";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static LiveKitServer liveKit;
    private static LocalPlatform voxlynx;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> binary = LiveKitServer.onThePath();
        if (binary.isEmpty()) {
            // Maven tells how many tests were skipped, but not why.
            System.out.println(NOT_HERE);
        }
        assumeTrue(binary.isPresent(), NOT_HERE);
        Path directory = Platforms.directory("livekit");
        PortPlan ports = PortPlan.free(1);
        URI product = URI.create("http://127.0.0.1:" + ports.nodes().get(0).http());
        liveKit = LiveKitServer.start(
                binary.get(),
                product.resolve("/api/livekit/webhook"),
                directory.resolveSibling(directory.getFileName() + ".log"));
        voxlynx = Platforms.named("livekit")
                .ports(ports)
                .environment("VOXLYNX_LIVEKIT_URL", liveKit.url().toString())
                .environment("VOXLYNX_LIVEKIT_API_KEY", LiveKitServer.API_KEY)
                .environment("VOXLYNX_LIVEKIT_API_SECRET", LiveKitServer.API_SECRET)
                // Whether a phone rings is asked soon after it could.
                .environment("VOXLYNX_LIVEKIT_RINGING_TIMEOUT_SECONDS", "3")
                .environment("VOXLYNX_LIVEKIT_RINGING_SLACK_SECONDS", "3")
                .environment("VOXLYNX_RATE_LIMIT_GENERAL_PER_MINUTE", "1000000")
                .start();
    }

    @AfterAll
    static void stop() {
        if (voxlynx != null) {
            voxlynx.close();
        }
        if (liveKit != null) {
            liveKit.close();
        }
    }

    @Test
    void letsTheBearersOfOurTokensIn() throws Exception {
        String agent = agent();
        Answer answer = voice().post(
                        "/api/livekit/token",
                        Json.createObjectBuilder()
                                .add("agentId", agent)
                                .add("roomName", "room-" + UUID.randomUUID())
                                .build())
                .require(200);
        String token = answer.json().getString("token");

        assertThat(liveKit.validate(token)).isEqualTo(200);
        assertThat(liveKit.validate(token.substring(0, token.length() - 4) + "AAAA"))
                .isEqualTo(401);
    }

    @Test
    void itsWebhooksAreTakenOnce() throws Exception {
        String room = "room-" + UUID.randomUUID();
        liveKit.rooms().createRoom(room).execute();
        liveKit.rooms().deleteRoom(room).execute();

        await().atMost(PATIENCE).until(() -> kept(room).equals(List.of("room_finished", "room_started")));
    }

    @Test
    void aCallThatItCannotPlaceFails() {
        String call = voice().post(
                        "/api/calls/outbound",
                        Json.createObjectBuilder()
                                .add("agent_id", agent())
                                .add("phone_number", "+12125550100")
                                .build())
                .require(201)
                .json()
                .getString("call_id");

        await().atMost(PATIENCE)
                .until(() -> voice().get("/api/calls/" + call + "/status")
                        .require(200)
                        .json()
                        .getString("call_status")
                        .equals("FAILED"));
    }

    /** What we believe because the stand-in does it must be so. */
    @Test
    void theStandInAnswersTheSame() throws Exception {
        RoomServiceClient real = liveKit.rooms();
        RoomServiceClient standIn = RoomServiceClient.createClient(
                voxlynx.sandbox().url().toString(),
                LocalPlatform.LIVEKIT_API_KEY,
                voxlynx.secrets().liveKit());
        assertSame(real.listRooms().execute(), standIn.listRooms().execute());
        assertSame(
                real.deleteRoom("nowhere").execute(),
                standIn.deleteRoom("nowhere").execute());
        assertSame(
                real.listParticipants("nowhere").execute(),
                standIn.listParticipants("nowhere").execute());
        assertSame(
                real.getParticipant("nowhere", "nobody").execute(),
                standIn.getParticipant("nowhere", "nobody").execute());
        assertSame(
                real.removeParticipant("nowhere", "nobody").execute(),
                standIn.removeParticipant("nowhere", "nobody").execute());
        assertSame(
                dispatches(liveKit.url(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET),
                dispatches(
                        voxlynx.sandbox().url(),
                        LocalPlatform.LIVEKIT_API_KEY,
                        voxlynx.secrets().liveKit()));
        assertThat(bare(liveKit.url(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET))
                .isEqualTo(bare(
                        voxlynx.sandbox().url(),
                        LocalPlatform.LIVEKIT_API_KEY,
                        voxlynx.secrets().liveKit()));
    }

    private static Response<?> dispatches(URI server, String key, String secret) throws IOException {
        return AgentDispatchServiceClient.createClient(server.toString(), key, secret)
                .listDispatch("nowhere")
                .execute();
    }

    /** The answer to a token that grants nothing. */
    private static String bare(URI server, String key, String secret) {
        Answer answer = Api.of(server)
                .as(new AccessToken(key, secret).toJwt())
                .post(
                        "/twirp/livekit.RoomService/ListRooms",
                        Json.createObjectBuilder().build());
        return answer.status() + " " + answer.json().getString("code");
    }

    private static void assertSame(Response<?> real, Response<?> standIn) throws IOException {
        assertThat(describe(standIn)).isEqualTo(describe(real));
    }

    /** Status, and the code of an error; not its text. */
    private static String describe(Response<?> answer) throws IOException {
        return answer.isSuccessful()
                ? "" + answer.code()
                : answer.code() + " "
                        + answer.errorBody().string().replaceAll("(?s).*\"code\"\\s*:\\s*\"(\\w+)\".*", "$1");
    }

    private static Api voice() {
        return Api.of(voxlynx.baseUrl())
                .watchedBy(Discretion.about(voxlynx))
                .as(voxlynx.sandbox().token("voice-1", "voice"));
    }

    private static String agent() {
        return voice().post(
                        "/api/agents",
                        Json.createObjectBuilder()
                                .add("name", "Receptionist")
                                .add("systemPrompt", "Be brief and kind.")
                                .add("sttProvider", "deepgram")
                                .add("llmProvider", "gemini")
                                .add("ttsProvider", "resemble")
                                .build())
                .require(201)
                .json()
                .getString("id");
    }

    /** The kinds of the room's webhooks in the inbox, in alphabetical order. */
    private static List<String> kept(String room) throws SQLException {
        String sql = "select string_agg(convert_from(body, 'UTF8')::jsonb ->> 'event', ' ' order by"
                + " convert_from(body, 'UTF8')::jsonb ->> 'event') from inbox where group_key = ?";
        try (Connection database = voxlynx.database().connect();
                PreparedStatement query = database.prepareStatement(sql)) {
            query.setString(1, room);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                String kinds = rows.getString(1);
                return kinds == null ? List.of() : List.of(kinds.split(" "));
            }
        }
    }
}
