package io.voxlynx.systemtests.telephony;

import static io.voxlynx.systemtests.telephony.Calls.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.CallbackClient;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outbound calls through both of their faces, when all goes well or the callee does not want to. */
@SystemTest
class TelephonyIT {

    private final Installation voxlynx;
    private final Calls calls;

    TelephonyIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.calls = new Calls(voxlynx);
    }

    @Test
    void aCallRingsIsAnsweredAndEnded() {
        String number = Phones.answering();
        UUID agent = calls.agentOf("voice-1");
        JsonObject ordered = calls.owner()
                .post("/api/telephony/outbound/call", Calls.order(agent, number))
                .require(201)
                .json();
        String id = ordered.getString("call_id");
        assertThat(ordered.getString("status")).isEqualTo("ringing");

        calls.await(id, "ANSWERED");
        assertThat(calls.lower(id).getString("status")).isEqualTo("answered");
        assertThat(calls.lower(id).getString("phone_number")).isEqualTo(number);
        assertThat(calls.end(id).require(200).json().getBoolean("success")).isTrue();

        JsonObject over = calls.upper(id);
        assertThat(over.getString("status")).isEqualTo("COMPLETED");
        assertThat(over.getString("call_status")).isEqualTo("COMPLETED");
        assertThat(over.getString("call_direction")).isEqualTo("OUTBOUND");
        assertThat(over.getString("outbound_phone_number")).isEqualTo(number);
        assertThat(over.getString("room_name")).isEqualTo(room(id));
        assertThat(over.getJsonNumber("duration").doubleValue()).isPositive();
        assertThat(over).containsKeys("started_at", "ended_at");
        assertThat(calls.lower(id).getString("status")).isEqualTo("completed");
        assertThat(calls.dials(id)).hasSize(1);
        calls.awaitSilence(room(id));
    }

    @Test
    void theAgentIsCalledInOnceAndKnowsItsTask() {
        UUID agent = calls.agentOf("voice-1");
        String id = calls.owner()
                .post("/api/telephony/outbound/call", Calls.order(agent, Phones.answering()))
                .require(201)
                .json()
                .getString("call_id");
        calls.await(id, "ANSWERED");

        JsonObject open = voxlynx.liveKit().rooms().stream()
                .filter(each -> each.getString("name").equals(room(id)))
                .findFirst()
                .orElseThrow();

        assertThat(open.getJsonArray("dispatches")).hasSize(1);
        assertThat(open.getJsonArray("dispatches").toString())
                .contains(id)
                .contains(agent.toString())
                .contains("voice-1");
        calls.end(id).require(200);
    }

    @Test
    void endingTwiceIsHarmless() {
        String id = calls.place(Phones.answering());
        calls.await(id, "ANSWERED");
        calls.end(id).require(200);
        JsonObject first = calls.upper(id);

        calls.end(id).require(200);

        assertThat(calls.upper(id)).isEqualTo(first);
    }

    @Test
    void theCalleeHangsUp() {
        String id = calls.place(Phones.endingIn("0200"));

        JsonObject over = calls.await(id, "COMPLETED");

        assertThat(over).containsKeys("started_at", "duration");
        assertThat(calls.endReason(id)).isEqualTo("hangup");
    }

    /** The state by the SIP code, on both faces. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0486, FAILED,    busy
            0600, FAILED,    busy
            0603, FAILED,    declined
            0403, FAILED,    rejected
            0503, FAILED,    trunk_failure
            0500, FAILED,    trunk_failure
            0404, NO_ANSWER, no_answer
            0408, NO_ANSWER, no_answer
            0480, NO_ANSWER, no_answer
            0487, NO_ANSWER, no_answer
            """)
    void aCallThatNobodyTakesSaysWhy(String ending, String state, String reason) {
        String id = calls.place(Phones.endingIn(ending));

        JsonObject over = calls.await(id, state);

        assertThat(over.getString("status")).isEqualTo("FAILED");
        assertThat(over).doesNotContainKeys("started_at", "duration").containsKey("ended_at");
        assertThat(calls.lower(id).getString("status")).isEqualTo("failed");
        await().atMost(Calls.PATIENCE)
                .untilAsserted(() -> assertThat(calls.endReason(id)).isEqualTo(reason));
        assertThat(calls.dials(id)).hasSize(1);
        calls.awaitSilence(room(id));
    }

    @Test
    void aRingingCallIsCanceled() {
        String id = calls.place(Phones.endingIn("0487"));
        await().atMost(Calls.PATIENCE).until(() -> calls.dials(id).size() == 1);

        calls.end(id).require(200);

        assertThat(calls.state(id)).isEqualTo("FAILED");
        assertThat(calls.endReason(id)).isEqualTo("canceled");
        assertThat(calls.dials(id))
                .extracting(dial -> dial.getString("outcome"))
                .containsExactly("canceled");
        calls.awaitSilence(room(id));
    }

    @Test
    void aCallThatIsEndedAtOnceLeavesNoPhoneRinging() {
        for (int i = 0; i < 10; i++) {
            String id = calls.place(Phones.endingIn("0487"));

            calls.end(id).require(200);

            assertThat(calls.state(id)).isEqualTo("FAILED");
            assertThat(calls.endReason(id)).isEqualTo("canceled");
            await().atMost(Calls.PATIENCE)
                    .during(java.time.Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(calls.dials(id)).allMatch(dial -> !dial.isNull("endedAt")));
        }
    }

    @Test
    void theOtherFaceTellsACustomersServer() {
        CallbackClient receiver = voxlynx.callbacks();
        JsonObject ordered = ordered(voxlynx.voice(), null, receiver.url(), Phones.endingIn("0200"))
                .require(201)
                .json();
        String id = ordered.getString("call_id");
        assertThat(ordered.getString("status")).isEqualTo("RINGING");
        assertThat(ordered.getString("room_name")).isEqualTo(room(id));

        calls.await(id, "COMPLETED");

        await().atMost(Calls.PATIENCE).until(() -> receiver.received().size() == 2);
        List<JsonObject> bodies = receiver.received().stream()
                .map(received -> Json.createReader(new java.io.StringReader(received.getString("body")))
                        .readObject())
                .toList();
        assertThat(bodies)
                .extracting(body -> body.getString("event"))
                .containsExactly("call.answered", "call.completed");
        assertThat(bodies).allMatch(body -> body.getString("call_id").equals(id));
        assertThat(bodies.get(1).getString("call_status")).isEqualTo("COMPLETED");
        assertThat(bodies.get(1)).containsKeys("duration", "started_at", "ended_at", "outbound_phone_number");
    }

    @ParameterizedTest
    @CsvSource({"0486, call.failed", "0480, call.no_answer"})
    void aCallThatNobodyTakesIsToldAsWell(String ending, String event) {
        CallbackClient receiver = voxlynx.callbacks();
        ordered(voxlynx.voice(), null, receiver.url(), Phones.endingIn(ending)).require(201);

        await().atMost(Calls.PATIENCE).until(() -> receiver.received().size() == 1);

        assertThat(receiver.received().get(0).getJsonObject("headers").getString("X-VoxLynx-Event"))
                .isEqualTo(event);
    }

    @Test
    void aCallbackIntoTheInsideIsRefused() {
        Answer answer = ordered(voxlynx.voice(), null, "http://169.254.169.254/", Phones.answering());

        Refusals.assertInvalid(answer, "callback_url");
    }

    @Test
    void onlyWhoActsForOthersNamesSomebodyElse() {
        Refusals.assertStandard(ordered(voxlynx.voice(), "voice-2", null, Phones.answering()), 403, "FORBIDDEN");
        ordered(voxlynx.voice(), "voice-1", null, Phones.endingIn("0480")).require(201);
        for (Api other : List.of(voxlynx.worker(), voxlynx.admin())) {
            ordered(other, "voice-1", null, Phones.endingIn("0480")).require(201);
            Refusals.assertStandard(ordered(other, "voice-2", null, Phones.answering()), 404, "NOT_FOUND");
        }
    }

    @Test
    void anothersAgentAndCallsAreNotThere() {
        String id = calls.place(Phones.endingIn("0480"));
        Api stranger = voxlynx.voice2();

        for (String path : List.of("/api/telephony/outbound/call/" + id + "/status", "/api/calls/" + id + "/status")) {
            Refusals.assertStandard(stranger.get(path), 404, "NOT_FOUND");
            voxlynx.admin().get(path).require(200);
            voxlynx.worker().get(path).require(200);
        }
        Refusals.assertStandard(stranger.post("/api/telephony/outbound/call/" + id + "/end"), 404, "NOT_FOUND");
        Refusals.assertStandard(
                stranger.post(
                        "/api/telephony/outbound/call", Calls.order(calls.agentOf("voice-1"), Phones.answering())),
                404,
                "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12125550100",
                "+0125550100",
                "+1 212 555 0100",
                "tel:+12125550100",
                "+1212",
                "",
                "+1234567890123456"
            })
    void aNumberThatIsNotE164IsRefused(String number) {
        long sessions = voxlynx.db().count("select count(*) from sessions");

        for (String path : List.of("/api/telephony/outbound/call", "/api/calls/outbound")) {
            Answer answer = calls.owner().post(path, Calls.order(calls.agentOf("voice-1"), number));
            Refusals.assertInvalid(answer, "phone_number");
        }

        assertThat(voxlynx.db().count("select count(*) from sessions where phone_number = ?", number))
                .isZero();
        assertThat(sessions).isLessThanOrEqualTo(voxlynx.db().count("select count(*) from sessions"));
    }

    private Answer ordered(Api caller, String user, String callbackUrl, String number) {
        var body = Json.createObjectBuilder(Calls.order(calls.agentOf("voice-1"), number));
        if (callbackUrl != null) {
            body.add("callback_url", callbackUrl);
        }
        var request = caller.request("/api/calls/outbound")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.build().toString()));
        return caller.send(user == null ? request : request.header("x-user-id", user));
    }
}
