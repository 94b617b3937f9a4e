package io.voxlynx.sandbox.livekit;

import static io.voxlynx.sandbox.livekit.LiveKitFixture.ROOM;
import static io.voxlynx.sandbox.livekit.LiveKitFixture.errorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import io.livekit.server.TransferSipParticipantOptions;
import io.voxlynx.sandbox.SandboxClient;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitSip.SIPParticipantInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retrofit2.Response;

class SipOutcomesTest {
    private static final String ANSWERING = "+12125550100";
    private static final String ENDLESS = "+12125550487";

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

    @ParameterizedTest
    @CsvSource({
        "0486, 429, resource_exhausted, USER_REJECTED",
        "0603, 403, permission_denied, USER_REJECTED",
        "0403, 403, permission_denied, USER_REJECTED",
        "0408, 408, deadline_exceeded, USER_UNAVAILABLE",
        "0480, 429, resource_exhausted, USER_UNAVAILABLE",
        "0404, 404, not_found, USER_UNAVAILABLE",
        "0503, 412, failed_precondition, SIP_TRUNK_FAILURE",
        "0500, 412, failed_precondition, UNKNOWN_REASON",
        "0410, 404, not_found, USER_UNAVAILABLE"
    })
    void refusesAsTheNumberSays(String ending, int status, String code, DisconnectReason reason) throws Exception {
        var refused = liveKit.dial("+1212555" + ending);
        assertThat(refused.code()).isEqualTo(status);
        var error = errorOf(refused);
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getJsonObject("meta").getString("sip_status_code")).isEqualTo(ending.substring(1));
        assertThat(error.getJsonObject("meta").getString("sip_status")).isNotBlank();
        assertThat(departure()).isEqualTo(reason);
        assertThat(outcome()).isEqualTo(ending.substring(1));
    }

    @Test
    void givesUpAfterTheRingingTimeout() throws Exception {
        var order = LiveKitFixture.order(ENDLESS)
                .setRingingTimeout(Duration.newBuilder().setSeconds(1));
        var refused = liveKit.call(order).execute();
        assertThat(refused.code()).isEqualTo(408);
        var error = errorOf(refused);
        assertThat(error.getString("code")).isEqualTo("canceled");
        assertThat(error).as("the network said nothing").doesNotContainKey("meta");
        assertThat(departure()).isEqualTo(DisconnectReason.USER_UNAVAILABLE);
        assertThat(outcome()).isEqualTo("timeout");
    }

    @Test
    void aCalleeMayHangUpByItself() throws Exception {
        assertThat(liveKit.dial("+12125550200").isSuccessful()).isTrue();
        assertThat(departure()).isEqualTo(DisconnectReason.CLIENT_INITIATED);
        assertThat(outcome()).isEqualTo("answered");
        await().until(() -> liveKit.receiver.names().contains("room_finished"));
    }

    @Test
    void talksUntilSomebodyEndsIt() throws Exception {
        liveKit.dial(ANSWERING);
        assertThat(dial().isNull("endedAt")).isTrue();
        assertThat(dial().getString("answeredAt")).isNotBlank();
        liveKit.rooms.deleteRoom(ROOM).execute();
        assertThat(departure()).isEqualTo(DisconnectReason.ROOM_DELETED);
        assertThat(outcome()).isEqualTo("answered");
    }

    @Test
    void isOverWhenTheParticipantIsRemoved() throws Exception {
        liveKit.dial(ANSWERING);
        liveKit.rooms.removeParticipant(ROOM, "callee").execute();
        assertThat(departure()).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
        var gone = liveKit.rooms.removeParticipant(ROOM, "callee").execute();
        assertThat(gone.code()).isEqualTo(404);
    }

    @Test
    void aDeletedRoomStopsTheRinging() throws Exception {
        CompletableFuture<Response<SIPParticipantInfo>> ringing = CompletableFuture.supplyAsync(() -> {
            try {
                return liveKit.dial(ENDLESS);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        await().until(() -> !liveKit.sandbox.objects("/sandbox/livekit/rooms").isEmpty());
        liveKit.rooms.deleteRoom(ROOM).execute();
        assertThat(errorOf(ringing.join()).getString("code")).isEqualTo("canceled");
        assertThat(outcome()).isEqualTo("canceled");
        assertThat(dials()).hasSize(1);
    }

    @Test
    void aSecondOneOfTheSameNameReplacesTheFirst() throws Exception {
        liveKit.dial(ANSWERING);
        liveKit.dial(ANSWERING);
        assertThat(departure()).isEqualTo(DisconnectReason.DUPLICATE_IDENTITY);
        assertThat(liveKit.rooms.listParticipants(ROOM).execute().body()).hasSize(1);
        assertThat(dials())
                .hasSize(2)
                .extracting(dial -> dial.isNull("endedAt"))
                .containsExactly(false, true);
    }

    @Test
    void transfersToThoseWhoAnswer() throws Exception {
        liveKit.dial(ANSWERING);
        assertThat(transfer("tel:+12125550486").code()).isEqualTo(429);
        assertThat(liveKit.rooms.listParticipants(ROOM).execute().body()).hasSize(1);
        assertThat(transfer("sip:+12125550100@example.com").isSuccessful()).isTrue();
        assertThat(departure()).isEqualTo(DisconnectReason.CLIENT_INITIATED);
        assertThat(liveKit.sandbox.objects("/sandbox/livekit/transfers"))
                .extracting(transfer -> transfer.getString("outcome"))
                .containsExactly("486", "accepted");
    }

    @Test
    void transfersNobodyWhoIsNotOnTheTelephone() throws Exception {
        assertThat(transfer("tel:+12125550100").code()).isEqualTo(404);
        liveKit.dial(ANSWERING);
        assertThat(errorOf(transfer("+12125550100")).getString("msg")).startsWith("transfer_to must be");
        liveKit.rooms.removeParticipant(ROOM, "callee").execute();
        liveKit.call(LiveKitFixture.order(ENDLESS).setWaitUntilAnswered(false)).execute();
        assertThat(errorOf(transfer("tel:+12125550100")).getString("code")).isEqualTo("failed_precondition");
    }

    @Test
    void isOnTheDiskBeforeAnybodyIsTold() throws Exception {
        liveKit.behave("{\"ringMillis\": 60000}");
        String callId = liveKit.call(LiveKitFixture.order(ANSWERING).setWaitUntilAnswered(false))
                .execute()
                .body()
                .getSipCallId();
        assertThat(Files.readString(directory.resolve("livekit-dials.jsonl"))).contains(callId);
    }

    @Test
    void remembersDialsOverARestartButNoRooms() throws Exception {
        liveKit.dial("+12125550486");
        liveKit.dial(ANSWERING);
        liveKit.close();
        try (var again = new SandboxClient(directory, LiveKitFixture.QUICK, null)) {
            assertThat(again.objects("/sandbox/livekit/dials"))
                    .extracting(dial -> dial.getString("outcome"))
                    .containsExactly("486", "lost");
            assertThat(again.objects("/sandbox/livekit/rooms")).isEmpty();
        }
    }

    private Response<Void> transfer(String to) throws Exception {
        return liveKit.sip
                .transferSipParticipant(ROOM, "callee", to, new TransferSipParticipantOptions())
                .execute();
    }

    /** Why the first one left that did. */
    private DisconnectReason departure() {
        return await().until(
                        () -> liveKit.receiver.received().stream()
                                .filter(event -> event.getEvent().equals("participant_left"))
                                .toList(),
                        left -> !left.isEmpty())
                .get(0)
                .getParticipant()
                .getDisconnectReason();
    }

    private String outcome() throws Exception {
        await().until(() -> !dial().isNull("endedAt"));
        return dial().getString("outcome");
    }

    private JsonObject dial() throws Exception {
        return dials().get(0);
    }

    private List<JsonObject> dials() throws Exception {
        return liveKit.sandbox.objects("/sandbox/livekit/dials");
    }
}
