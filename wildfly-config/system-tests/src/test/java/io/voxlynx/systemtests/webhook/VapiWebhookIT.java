package io.voxlynx.systemtests.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SystemTest
class VapiWebhookIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void refusesTheUnsignedAndTheForgedAndKeepsNothingOfThem(Installation voxlynx) {
        String callId = UUID.randomUUID().toString();
        String body = status(callId, "ended");

        assertThat(voxlynx.anonymous()
                        .post("/api/webhooks/vapi", "application/json", body)
                        .status())
                .isEqualTo(401);
        assertThat(voxlynx.sandbox().deliver(body, "00").status()).isEqualTo(401);
        Answer forged = voxlynx.sandbox().deliver(body, voxlynx.sandbox().signature(body + " "));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.error().getString("code")).isEqualTo("UNAUTHORIZED");
        assertThat(voxlynx.admin()
                        .post("/api/webhooks/vapi", "application/json", body)
                        .status())
                .as("a token is no signature")
                .isEqualTo(401);
        assertThat(voxlynx.db().count("select count(*) from inbox where group_key = ?", callId))
                .isZero();
    }

    @Test
    void keepsWhatItCannotMatchYetAndSaysSo(Installation voxlynx) {
        String callId = UUID.randomUUID().toString();

        Answer first = voxlynx.sandbox().deliver(status(callId, "in-progress")).require(200);

        assertThat(first.json().getBoolean("received")).isTrue();
        assertThat(first.json().getString("status")).isEqualTo("unmatched");
        assertThat(first.json().containsKey("callId")).isFalse();
        assertThat(voxlynx.sandbox()
                        .deliver(status(callId, "in-progress"))
                        .require(200)
                        .json()
                        .getString("status"))
                .isEqualTo("duplicate");
        assertThat(voxlynx.db().count("select count(*) from inbox where group_key = ?", callId))
                .isEqualTo(1);
    }

    @Test
    void appliesThePlainBodyOnceHoweverOftenItComes(Installation voxlynx) {
        Call call = aCallOnTheLine(voxlynx);
        String body = """
                {"type":"call-status","call":{"id":"%s","status":"ended","customer":{"number":"+12125550000"},
                 "endedReason":"customer-hangup","cost":0.05,"duration":45.2,"recordingUrl":"https://recordings.example/1",
                 "transcript":{"messages":[{"role":"assistant","message":"Hello"}]},
                 "analysis":{"summary":"Busy, but interested","successEvaluation":true}}}""".formatted(call.providerId);

        Answer first = voxlynx.sandbox()
                .deliver(body, "sha256=" + voxlynx.sandbox().signature(body))
                .require(200);
        for (int i = 0; i < 5; i++) {
            assertThat(voxlynx.sandbox().deliver(body).require(200).json().getString("status"))
                    .isEqualTo("duplicate");
        }

        assertThat(first.json().getString("status")).isEqualTo("updated");
        assertThat(first.json().getString("callId")).isEqualTo(call.id.toString());
        await().atMost(PATIENCE).until(() -> call.status(voxlynx).equals("ENDED"));
        assertThat(voxlynx.db()
                        .count("select count(*) from call_events where call_id = ? and kind = 'call-status'", call.id))
                .isEqualTo(1);
        assertThat(voxlynx.db()
                        .one(
                                String.class,
                                "select cost || ' ' || duration_seconds || ' ' || summary || ' ' || success_evaluation from calls where id = ?",
                                call.id))
                .isEqualTo("0.050000 45.200 Busy, but interested true");
    }

    @Test
    void aTerminalStateNeverRegresses(Installation voxlynx) {
        Call call = aCallOnTheLine(voxlynx);
        voxlynx.sandbox().deliver(status(call.providerId, "ended")).require(200);
        await().atMost(PATIENCE).until(() -> call.status(voxlynx).equals("ENDED"));

        voxlynx.sandbox().deliver(status(call.providerId, "ringing")).require(200);
        voxlynx.sandbox().deliver(status(call.providerId, "failed")).require(200);

        await().atMost(PATIENCE)
                .until(() -> voxlynx.db()
                                .count(
                                        "select count(*) from inbox where group_key = ? and next_try_at is not null",
                                        call.providerId)
                        == 0);
        assertThat(call.status(voxlynx)).isEqualTo("ENDED");
    }

    @Test
    void refusesASignedBodyThatIsNoJsonObject(Installation voxlynx) {
        for (String body : new String[] {"", "[]", "{", "\"text\""}) {
            Answer answer = voxlynx.sandbox().deliver(body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.error().getString("code")).isEqualTo("VALIDATION_ERROR");
        }
    }

    @Test
    void acknowledgesAndKeepsEventsThatItHasNoUseFor(Installation voxlynx) {
        Call call = aCallOnTheLine(voxlynx);
        String body =
                "{\"message\":{\"type\":\"speech-update\",\"status\":\"started\",\"timestamp\":5,\"call\":{\"id\":\"%s\"}}}"
                        .formatted(call.providerId);

        voxlynx.sandbox().deliver(body).require(200);

        await().atMost(PATIENCE)
                .until(() -> voxlynx.db()
                                .count(
                                        "select count(*) from call_events where call_id = ? and kind = 'speech-update'",
                                        call.id)
                        == 1);
    }

    /** A call that only our own webhooks will end: the stand-in's come when the test is over. */
    private static Call aCallOnTheLine(Installation voxlynx) {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add("answerRate", 1)
                        .add("ringMillis", 60_000)
                        .add("talkMillis", 60_000)
                        .build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);
        campaign.start();
        String providerId = await().atMost(PATIENCE)
                .until(
                        () -> voxlynx.db()
                                .one(
                                        String.class,
                                        "select coalesce(max(provider_call_id), '') from calls where campaign_id = ?",
                                        campaign.id()),
                        id -> !id.isEmpty());
        return new Call(campaign.callIds().get(0), providerId);
    }

    private static String status(String callId, String status) {
        return "{\"type\":\"call-status\",\"call\":{\"id\":\"" + callId + "\",\"status\":\"" + status + "\"}}";
    }

    private record Call(UUID id, String providerId) {

        String status(Installation voxlynx) {
            return voxlynx.db().one(String.class, "select status from calls where id = ?", id);
        }
    }
}
