package io.voxlynx.sandbox.livekit;

import static io.voxlynx.sandbox.livekit.LiveKitFixture.ROOM;
import static io.voxlynx.sandbox.livekit.LiveKitFixture.errorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveKitFaultsTest {
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
    void failsBeforeTheTelephoneRings() throws Exception {
        var failed = liveKit.dial("+12125550901");
        assertThat(failed.code()).isEqualTo(500);
        assertThat(errorOf(failed).getString("code")).isEqualTo("internal");
        assertThatThrownBy(() -> liveKit.dial("+12125550903")).isInstanceOf(IOException.class);
        assertThat(liveKit.sandbox.objects("/sandbox/livekit/dials")).isEmpty();
    }

    @Test
    void failsAlthoughSomebodyAnswered() throws Exception {
        assertThat(liveKit.dial("+12125550902").code()).isEqualTo(500);
        assertAnswered("+12125550902");
    }

    @Test
    void losesTheConnectionAlthoughSomebodyAnswered() throws Exception {
        assertThatThrownBy(() -> liveKit.dial("+12125550904")).isInstanceOf(IOException.class);
        assertAnswered("+12125550904");
    }

    @Test
    void neverAnswersAlthoughSomebodyDid() throws Exception {
        var call = liveKit.call(LiveKitFixture.order("+12125550905"));
        call.timeout().timeout(5, TimeUnit.SECONDS);
        assertThatThrownBy(call::execute).isInstanceOf(IOException.class);
        assertAnswered("+12125550905");
    }

    @Test
    void hitsTheFirstRequestsOfAMethodOnly() throws Exception {
        liveKit.behave("{\"faults\": {\"api\": [{\"fault\": \"500\", \"method\": \"CreateRoom\", \"first\": 2}]}}");
        assertThat(liveKit.rooms.listRooms().execute().code()).isEqualTo(200);
        assertThat(liveKit.rooms.createRoom(ROOM).execute().code()).isEqualTo(500);
        assertThat(liveKit.rooms.createRoom(ROOM).execute().code()).isEqualTo(500);
        assertThat(liveKit.rooms.createRoom(ROOM).execute().code()).isEqualTo(200);
    }

    @Test
    void hitsOneRoomOnly() throws Exception {
        liveKit.behave("{\"faults\": {\"api\": [{\"fault\": \"reset-before-accept\", \"room\": \"" + ROOM + "\"}]}}");
        assertThat(liveKit.rooms.createRoom("another").execute().code()).isEqualTo(200);
        assertThatThrownBy(() -> liveKit.rooms.createRoom(ROOM).execute()).isInstanceOf(IOException.class);
        assertThat(liveKit.sandbox.objects("/sandbox/livekit/rooms")).hasSize(1);
    }

    @Test
    void refusesABehaviourThatItDoesNotKnow() throws Exception {
        for (String wrong : new String[] {
            "{\"ringMilis\": 1}",
            "{\"outcome\": \"300\"}",
            "{\"agents\": 1}",
            "{\"faults\": {\"api\": [{\"fault\": \"mood\"}]}}",
            "{\"faults\": {\"webhook\": [{\"fault\": \"late\", \"only\": [\"track_published\"]}]}}"
        }) {
            assertThat(liveKit.sandbox
                            .send("PUT", "/sandbox/livekit/behaviour", wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(liveKit.sandbox.object("/sandbox/livekit/behaviour").getInt("ringMillis"))
                .isEqualTo(100);
    }

    private void assertAnswered(String number) throws Exception {
        await().until(() -> liveKit.sandbox.objects("/sandbox/livekit/dials").stream()
                .anyMatch(dial -> dial.getString("number").equals(number) && !dial.isNull("answeredAt")));
        assertThat(liveKit.rooms.getParticipant(ROOM, "callee").execute().body().getAttributesMap())
                .containsEntry("sip.callStatus", "active");
    }
}
