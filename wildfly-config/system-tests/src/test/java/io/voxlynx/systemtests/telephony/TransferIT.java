package io.voxlynx.systemtests.telephony;

import static io.voxlynx.systemtests.telephony.Calls.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestSession;
import io.voxlynx.systemtests.harness.Together;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class TransferIT {

    private final Installation voxlynx;
    private final Calls calls;

    TransferIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.calls = new Calls(voxlynx);
    }

    @Test
    @Together
    void aWarmTransferBringsTheHumanIntoTheConversation() {
        String id = conversation();
        String human = Phones.answering();

        JsonObject answer = transfer(id, human, "warm").require(200).json();

        assertThat(answer.getString("session_id")).isEqualTo(id);
        assertThat(answer.getString("transfer_type")).isEqualTo("warm");
        assertThat(answer.getString("transferred_to")).isEqualTo(human);
        assertThat(answer.getString("status")).isEqualTo("completed");
        assertThat(answer.getString("message")).isNotBlank();
        assertThat(calls.dials(id)).hasSize(2);
        assertThat(session(id).getString("status")).isEqualTo("ACTIVE");
        assertThat(session(id).getString("transferredTo")).isEqualTo(human);
        assertThat(session(id).getString("transferType")).isEqualTo("warm");
        assertThat(session(id)).containsKey("transferTimestamp");
        calls.end(id).require(200);
        calls.awaitSilence(room(id));
    }

    @Test
    @Together
    void theHumanMayLeaveWhileTheCallerStays() {
        String id = conversation();
        transfer(id, Phones.answering(), "warm").require(200);
        String human = voxlynx.liveKit().participants(room(id)).stream()
                .map(participant -> participant.getString("identity"))
                .filter(identity -> identity.startsWith("transfer-"))
                .findFirst()
                .orElseThrow();

        voxlynx.liveKit().hangUp(room(id), human);

        await().atMost(Calls.PATIENCE).until(() -> calls.events(id).contains("participant_left"));
        assertThat(calls.state(id)).isEqualTo("ANSWERED");
        calls.end(id).require(200);
    }

    @Test
    @Together
    void aColdTransferHandsTheCallOverAndEndsTheSession() {
        String id = conversation();
        String human = Phones.answering();

        JsonObject answer = transfer(id, human, "cold").require(200).json();

        assertThat(answer.getString("transfer_type")).isEqualTo("cold");
        assertThat(voxlynx.liveKit().transfersIn(room(id)))
                .extracting(transfer -> transfer.getString("to"))
                .containsExactly("tel:" + human);
        assertThat(calls.state(id)).isEqualTo("COMPLETED");
        assertThat(calls.endReason(id)).isEqualTo("transferred");
        assertThat(session(id).getString("transferredTo")).isEqualTo(human);
        calls.awaitSilence(room(id));
    }

    @Test
    @Together
    void anInboundCallerIsTransferredAsWell() {
        String number = Phones.endingIn("7101");
        calls.agentOf("voice-1", number);
        String where = voxlynx.liveKit().inbound(number, "+14155550126").getString("room");
        await().atMost(Calls.PATIENCE)
                .until(() -> voxlynx.db()
                                .count("select count(*) from sessions where room_name = ? and status = 'ACTIVE'", where)
                        == 1);
        String id = voxlynx.db()
                .one(UUID.class, "select id from sessions where room_name = ?", where)
                .toString();

        transfer(id, Phones.answering(), "cold").require(200);

        assertThat(session(id).getString("status")).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @Together
    @CsvSource({"warm, 0486, 486", "warm, 0603, 603", "cold, 0480, 480", "cold, 0603, 603"})
    void aHumanWhoDoesNotWantToLeavesTheSessionAsItWas(String type, String ending, String code) {
        String id = conversation();

        Answer refused = transfer(id, Phones.endingIn(ending), type);

        JsonObject error = Refusals.assertStandard(refused, 502, "PROVIDER_ERROR");
        assertThat(error.getJsonObject("details").get("sip_status_code").toString())
                .isEqualTo(code);
        assertThat(error.getJsonObject("details")).containsKey("sip_status");
        assertThat(calls.state(id)).isEqualTo("ANSWERED");
        assertThat(session(id)).doesNotContainKeys("transferredTo", "transferType", "transferTimestamp");

        transfer(id, Phones.answering(), type).require(200);
        calls.end(id).require(200);
    }

    @Test
    @Together
    void aHumanWhoDoesNotAnswerLeavesTheSessionAsItWas() {
        String id = conversation();

        Refusals.assertStandard(transfer(id, Phones.endingIn("0487"), "warm"), 502, "PROVIDER_ERROR");

        assertThat(session(id)).doesNotContainKey("transferredTo");
        transfer(id, Phones.answering(), "warm").require(200);
        calls.end(id).require(200);
    }

    @Test
    @Together
    void aSessionIsTransferredOnce() {
        String id = conversation();
        transfer(id, Phones.answering(), "warm").require(200);

        Refusals.assertStandard(transfer(id, Phones.answering(), "warm"), 409, "CONFLICT");
        Refusals.assertStandard(transfer(id, Phones.answering(), "cold"), 409, "CONFLICT");
        calls.end(id).require(200);
    }

    @Test
    @Together
    void ofManyTransfersAtOnceOneIsDone() {
        String id = conversation();
        List<CompletableFuture<Answer>> all = java.util.stream.IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> transfer(id, Phones.answering(), "warm")))
                .toList();

        List<Integer> answers =
                all.stream().map(each -> each.join().status()).sorted().toList();

        assertThat(answers).containsExactly(200, 409, 409, 409, 409, 409);
        assertThat(calls.dials(id)).hasSize(2);
        calls.end(id).require(200);
    }

    @Test
    void onlyAnActiveSessionIsTransferred() {
        String ringing = calls.place(Phones.endingIn("0487"));
        Refusals.assertStandard(transfer(ringing, Phones.answering(), "warm"), 409, "CONFLICT");
        calls.end(ringing).require(200);
        Refusals.assertStandard(transfer(ringing, Phones.answering(), "warm"), 409, "CONFLICT");
    }

    @Test
    void aSessionOverTheWebIsTransferredWarmOnly() {
        TestSession web = TestSession.begin(voxlynx, voxlynx.voice(), null);
        web.move("status", "ACTIVE").require(200);

        JsonObject error =
                Refusals.assertStandard(transfer(web.id().toString(), Phones.answering(), "cold"), 409, "CONFLICT");

        assertThat(error.getString("message")).contains("web");
    }

    @Test
    void whoMayNotSeeASessionDoesNotTransferItAndWhoServesItDoes() {
        String id = conversation();
        Refusals.assertStandard(transfer(voxlynx.voice2(), id, Phones.answering(), "warm"), 404, "NOT_FOUND");

        transfer(voxlynx.worker(), id, Phones.answering(), "warm").require(200);

        calls.end(id).require(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WARM", "hot", ""})
    void anotherTypeIsRefused(String type) {
        String id = conversation();

        Refusals.assertInvalid(transfer(id, Phones.answering(), type), "type");
        Refusals.assertInvalid(transfer(id, "12125550100", "warm"), "phone_number");

        calls.end(id).require(200);
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void aNodeThatDiesWhileTheHumansPhoneRingsIsReplaced() throws InterruptedException {
        String id = conversation();
        voxlynx.liveKit()
                .behave(Json.createObjectBuilder().add("ringMillis", 2500).build());
        begin(id, Phones.answering(), "warm");
        await().atMost(Calls.PATIENCE).until(() -> calls.dials(id).size() == 2);

        voxlynx.platform().node(0).kill();
        voxlynx.platform().node(0).start();

        await().atMost(Calls.PATIENCE).until(() -> session(id).containsKey("transferredTo"));
        assertThat(session(id).getString("status")).isEqualTo("ACTIVE");
        assertThat(calls.dials(id)).hasSize(2);
        calls.end(id).require(200);
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void aTransferThatANodeLeftBehindAndNobodyTookIsReleased() throws InterruptedException {
        String id = conversation();
        begin(id, Phones.endingIn("0487"), "warm");
        await().atMost(Calls.PATIENCE).until(() -> calls.dials(id).size() == 2);

        voxlynx.platform().node(0).kill();
        voxlynx.platform().node(0).start();

        await().atMost(Calls.PATIENCE)
                .until(() -> transfer(id, Phones.answering(), "warm").status() == 200);
        assertThat(calls.state(id)).isEqualTo("ANSWERED");
        calls.end(id).require(200);
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void aCallerWhoHangsUpWhileTheHumansPhoneRingsStopsTheRinging() {
        String id = conversation();
        CompletableFuture<Answer> answer =
                CompletableFuture.supplyAsync(() -> transfer(id, Phones.endingIn("0487"), "warm"));
        await().atMost(Calls.PATIENCE).until(() -> calls.dials(id).size() == 2);

        voxlynx.liveKit().hangUp(room(id), "phone-" + id);

        calls.await(id, "COMPLETED");
        assertThat(answer.join().status()).isBetween(409, 502);
        calls.awaitSilence(room(id));
        assertThat(session(id)).doesNotContainKey("transferredTo");
    }

    private void begin(String id, String number, String type) {
        CompletableFuture.runAsync(() -> transfer(id, number, type)).exceptionally(nodeDied -> null);
    }

    private String conversation() {
        String id = calls.place(Phones.answering());
        calls.await(id, "ANSWERED");
        return id;
    }

    private Answer transfer(String id, String number, String type) {
        return transfer(voxlynx.voice(), id, number, type);
    }

    private static Answer transfer(Api caller, String id, String number, String type) {
        return caller.post(
                "/api/sessions/" + id + "/transfer",
                Json.createObjectBuilder()
                        .add("phone_number", number)
                        .add("type", type)
                        .build());
    }

    private JsonObject session(String id) {
        return voxlynx.voice().get("/api/sessions/" + id).require(200).json();
    }
}
