package io.voxlynx.systemtests.telephony;

import static io.voxlynx.systemtests.telephony.Calls.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.Together;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outbound calls while LiveKit, its webhooks or our node fail. A phone rings once at most, whatever happens. */
@SystemTest
class TelephonyFaultsIT {

    private final Installation voxlynx;
    private final Calls calls;

    TelephonyFaultsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.calls = new Calls(voxlynx);
    }

    @ParameterizedTest
    @ResourceLock(Installation.ALONE)
    @ValueSource(strings = {"CreateRoom", "ListDispatch", "CreateDispatch"})
    void whatFailsBeforeThePhoneRingsIsTriedAgain(String method) {
        String id = whileApi(fault("500", method).add("first", 2), Phones.answering());

        calls.await(id, "ANSWERED");

        assertThat(calls.dials(id)).hasSize(1);
        calls.end(id).require(200);
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void anAnswerThatNeverComesBeforeThePhoneRingsIsTriedAgain() {
        String id = whileApi(fault("hang", "CreateRoom").add("first", 1), Phones.answering());

        calls.await(id, "ANSWERED");

        assertThat(calls.dials(id)).hasSize(1);
        calls.end(id).require(200);
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void aCallIsGivenUpAfterFourRefusals() {
        String id = whileApi(fault("500", "CreateRoom"), Phones.answering());

        calls.await(id, "FAILED");

        assertThat(calls.endReason(id)).isEqualTo("livekit_unavailable");
        assertThat(tries(id)).isEqualTo(4);
        assertThat(calls.dials(id)).isEmpty();
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void nobodyHasAnsweredACallThatIsNotDialledYet() {
        String id = whileApi(fault("500", "CreateRoom").add("first", 2), Phones.answering());

        Answer answer = voxlynx.worker()
                .patch(
                        "/api/sessions/" + id,
                        Json.createObjectBuilder().add("status", "ACTIVE").build());

        Refusals.assertStandard(answer, 409, "CONFLICT");
        calls.await(id, "ANSWERED");
        calls.end(id).require(200);
    }

    /** Answered, and the node hears of it only by asking. */
    @ParameterizedTest
    @Together
    @ValueSource(strings = {"0902", "0904", "0905"})
    void aCallWhoseAnswerIsLostIsAdopted(String ending) {
        String id = calls.place(Phones.endingIn(ending));

        calls.await(id, "ANSWERED");

        assertThat(calls.dials(id)).hasSize(1);
        calls.end(id).require(200);
    }

    /** The order fails in a way that does not tell whether a phone rings; none does. */
    @ParameterizedTest
    @Together
    @ValueSource(strings = {"0901", "0903"})
    void aCallThatLeavesNoTraceFailsAndIsNotDialledAgain(String ending) {
        String id = calls.place(Phones.endingIn(ending));

        calls.await(id, "FAILED");

        assertThat(calls.endReason(id)).isEqualTo("dial_unconfirmed");
        assertThat(calls.dials(id)).isEmpty();
        assertThat(tries(id)).isEqualTo(1);
    }

    @Test
    @Together
    void aCallWhoseWebhooksAreLostIsAskedAbout() {
        String id = calls.place(Phones.endingIn("0911"));
        calls.await(id, "ANSWERED");

        voxlynx.liveKit().hangUp(room(id));

        calls.await(id, "COMPLETED");
        assertThat(calls.dials(id)).hasSize(1);
    }

    @ParameterizedTest
    @Together
    @ValueSource(strings = {"0912", "0913", "0914"})
    void webhooksThatAreRepeatedReorderedOrLateChangeNothing(String ending) {
        String id = calls.place(Phones.endingIn(ending));
        calls.await(id, "ANSWERED");

        voxlynx.liveKit().hangUp(room(id));

        calls.await(id, "COMPLETED");
        await().atMost(Calls.PATIENCE)
                .until(() -> voxlynx.db()
                                .count(
                                        "select count(*) from inbox where group_key = ? and next_try_at is not null",
                                        room(id))
                        == 0);
        assertThat(calls.state(id)).isEqualTo("COMPLETED");
        assertThat(calls.dials(id)).hasSize(1);
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void anEndThatLiveKitDoesNotHearLeavesTheCallAsItWas() {
        String id = calls.place(Phones.answering());
        calls.await(id, "ANSWERED");
        behave(fault("500", "DeleteRoom").add("room", room(id)));

        Refusals.assertStandard(calls.end(id), 502, "PROVIDER_ERROR");

        assertThat(calls.state(id)).isEqualTo("ANSWERED");
        behaveWell();
        calls.end(id).require(200);
        calls.awaitSilence(room(id));
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void aNodeThatDiesWhileItRingsIsReplaced() throws InterruptedException {
        voxlynx.liveKit()
                .behave(Json.createObjectBuilder().add("ringMillis", 2500).build());
        String id = calls.place(Phones.answering());
        await().atMost(Calls.PATIENCE).until(() -> calls.dials(id).size() == 1);

        voxlynx.platform().node(0).kill();
        voxlynx.platform().node(0).start();

        calls.await(id, "ANSWERED");
        assertThat(calls.dials(id)).hasSize(1);
        calls.end(id).require(200);
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void aNodeThatDiesInAConversationIsReplacedAndItsLostWebhooksAreAskedFor() throws InterruptedException {
        String id = calls.place(Phones.endingIn("0911"));
        calls.await(id, "ANSWERED");

        voxlynx.platform().node(0).kill();
        voxlynx.liveKit().hangUp(room(id));
        voxlynx.platform().node(0).start();

        calls.await(id, "COMPLETED");
        assertThat(calls.dials(id)).hasSize(1);
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void aNodeThatDiesJustBeforeItDialsNeverDialsAgain() throws InterruptedException {
        String id = calls.place(Phones.endingIn("0903"));
        await().atMost(Calls.PATIENCE)
                .until(() -> voxlynx.db()
                        .one(String.class, "select launch_state from sessions where id = ?", UUID.fromString(id))
                        .equals("DIALING"));

        voxlynx.platform().node(0).kill();
        voxlynx.platform().node(0).start();

        calls.await(id, "FAILED");
        assertThat(calls.dials(id)).isEmpty();
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void ordersThatANodeLeftBehindAreCarriedOutOnceByTheNext() throws InterruptedException {
        behave(fault("500", "CreateRoom").add("first", 5));
        List<String> ids = java.util.stream.Stream.generate(() -> calls.place(Phones.answering()))
                .limit(5)
                .toList();

        voxlynx.platform().node(0).kill();
        behaveWell();
        voxlynx.platform().node(0).start();

        for (String id : ids) {
            calls.await(id, "ANSWERED", Duration.ofSeconds(60));
            assertThat(calls.dials(id)).hasSize(1);
            calls.end(id).require(200);
        }
    }

    private String whileApi(JsonObjectBuilder fault, String number) {
        behave(fault);
        return calls.place(number);
    }

    private void behave(JsonObjectBuilder fault) {
        voxlynx.liveKit()
                .behave(Json.createObjectBuilder()
                        .add(
                                "faults",
                                Json.createObjectBuilder()
                                        .add("api", Json.createArrayBuilder().add(fault)))
                        .build());
    }

    private void behaveWell() {
        voxlynx.liveKit()
                .behave(Json.createObjectBuilder()
                        .add("faults", Json.createObjectBuilder())
                        .build());
    }

    private static JsonObjectBuilder fault(String name, String method) {
        return Json.createObjectBuilder().add("fault", name).add("method", method);
    }

    private int tries(String id) {
        return voxlynx.db().one(Integer.class, "select launch_tries from sessions where id = ?", UUID.fromString(id));
    }
}
