package io.voxlynx.systemtests.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.systemtests.harness.CallbackClient;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.Together;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a callback once its row is there. The rows are written by the tests, as if a node had died between
 * the commit and the hint.
 */
@SystemTest
class CallbackIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_TRIES = Installation.CALLBACK_TRIES;
    private static final String BODY = "{\"call_id\":\"1\",\"status\":\"äöü\"}";

    private final Installation voxlynx;
    private final CallbackClient receiver;

    CallbackIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.receiver = voxlynx.callbacks();
    }

    @Test
    @Together
    void isDeliveredOnceWithASignatureThatItsReceiverCanCheck() {
        UUID id = ordered(UUID.randomUUID(), "call.answered", receiver.url());

        awaitState(id, "DELIVERED");

        assertThat(receiver.received()).hasSize(1);
        JsonObject received = receiver.received().get(0);
        JsonObject headers = received.getJsonObject("headers");
        assertThat(received.getString("body")).isEqualTo(BODY);
        assertThat(headers.getString("Content-Type")).isEqualTo("application/json");
        assertThat(headers.getString("User-Agent")).isEqualTo("VoxLynx");
        assertThat(headers.getString("X-VoxLynx-Event")).isEqualTo("call.answered");
        assertThat(headers.getString("X-VoxLynx-Delivery")).isEqualTo(id.toString());
        CallbackSignatures.assertGenuine(voxlynx, received);
    }

    @Test
    @Together
    void isSentAgainToAReceiverInTroubleAsTheSameDelivery() {
        receiver.answer(
                Json.createObjectBuilder().add("status", 500).add("first", 2).build());
        UUID id = ordered(UUID.randomUUID(), "call.completed", receiver.url());

        awaitState(id, "DELIVERED");

        assertThat(receiver.received())
                .hasSize(3)
                .allMatch(request -> request.getJsonObject("headers")
                        .getString("X-VoxLynx-Delivery")
                        .equals(id.toString()));
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void isGivenUpAfterTheLastTryAndAnnounced() throws InterruptedException {
        long before = announced();
        receiver.answer(Json.createObjectBuilder().add("status", 503).build());
        UUID id = ordered(UUID.randomUUID(), "call.completed", receiver.url());

        awaitDead(id);

        assertThat(receiver.received()).hasSize(MAX_TRIES);
        assertThat(voxlynx.db().one(Integer.class, "select last_status from callbacks where id = ?", id))
                .isEqualTo(503);
        // At least once: somebody else may take over from a broker that is slow to store it.
        assertThat(announced()).isGreaterThan(before);
    }

    @Test
    @Together
    void isGivenUpAtOnceWhereTheReceiverIsGone() {
        receiver.answer(Json.createObjectBuilder().add("status", 410).build());
        UUID id = ordered(UUID.randomUUID(), "call.completed", receiver.url());

        awaitDead(id);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    @Together
    void followsNoRedirect() {
        CallbackClient elsewhere = voxlynx.callbacks();
        receiver.answer(Json.createObjectBuilder()
                .add("status", 307)
                .add("redirect", elsewhere.url())
                .build());
        UUID id = ordered(UUID.randomUUID(), "call.completed", receiver.url());

        awaitDead(id);

        assertThat(receiver.received()).hasSize(MAX_TRIES);
        assertThat(elsewhere.received()).isEmpty();
    }

    /** As if the name had led to the public internet when it was accepted. */
    @ParameterizedTest
    @Together
    @ValueSource(strings = {"127.0.0.2", "localhost.", "0.0.0.0", "[::1]", "[::ffff:127.0.0.2]", "2130706433"})
    void goesNowhereInside(String host) {
        UUID id =
                ordered(UUID.randomUUID(), "call.completed", receiver.url().replace("127.0.0.1", host), MAX_TRIES - 1);

        awaitDead(id);

        assertThat(receiver.received()).isEmpty();
        assertThat(voxlynx.db().one(String.class, "select note from callbacks where id = ?", id))
                .containsAnyOf("address", "URL");
    }

    @Test
    @Together
    void goesOutAfterThoseOfItsSubjectThatCameBefore() {
        receiver.answer(
                Json.createObjectBuilder().add("status", 500).add("first", 2).build());
        UUID subject = UUID.randomUUID();
        ordered(subject, "call.answered", receiver.url());
        UUID last = ordered(subject, "call.completed", receiver.url());

        awaitState(last, "DELIVERED");

        assertThat(receiver.received())
                .extracting(request -> request.getJsonObject("headers").getString("X-VoxLynx-Event"))
                .containsExactly("call.answered", "call.answered", "call.answered", "call.completed");
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void isSentAgainWhenItsNodeDiesBeforeItHears() throws InterruptedException {
        receiver.answer(Json.createObjectBuilder()
                .add("first", 1)
                .add("delayMillis", 60_000)
                .build());
        UUID id = ordered(UUID.randomUUID(), "call.completed", receiver.url());
        await().atMost(PATIENCE).until(() -> receiver.received().size() == 1);

        voxlynx.platform().node(0).kill();
        voxlynx.platform().node(0).start();

        awaitState(id, "DELIVERED");
        assertThat(receiver.received())
                .hasSize(2)
                .allMatch(request -> request.getJsonObject("headers")
                        .getString("X-VoxLynx-Delivery")
                        .equals(id.toString()));
    }

    @Test
    @Together
    void itsAddressAndBodyAreNotInTheLog() throws IOException {
        String secret = UUID.randomUUID().toString();
        receiver.answer(Json.createObjectBuilder().add("status", 410).build());
        UUID id = ordered(UUID.randomUUID(), "call.completed", receiver.url() + "?token=" + secret);

        awaitDead(id);

        String log = Files.readString(voxlynx.platform().node(0).log());
        assertThat(log).contains(id.toString()).doesNotContain(secret).doesNotContain(BODY);
    }

    private UUID ordered(UUID subject, String event, String url) {
        return ordered(subject, event, url, 0);
    }

    private UUID ordered(UUID subject, String event, String url, int tries) {
        UUID id = UUID.randomUUID();
        voxlynx.db().update("""
                insert into callbacks (id, subject_id, event, url, body, tries, due_at)
                values (?, ?, ?, ?, ?, ?, clock_timestamp())""", id, subject, event, url, BODY, tries);
        return id;
    }

    private void awaitState(UUID id, String state) {
        await().atMost(PATIENCE)
                .until(
                        () -> voxlynx.db().one(String.class, "select state from callbacks where id = ?", id),
                        state::equals);
    }

    private void awaitDead(UUID id) {
        awaitState(id, "DEAD");
        await().atMost(PATIENCE)
                .until(() ->
                        voxlynx.db().count("select count(*) from callbacks where id = ? and due_at is null", id) == 1);
    }

    /** Messages that were ever put on the queue; nobody takes them here. */
    private long announced() throws InterruptedException {
        String answer = voxlynx.platform()
                .node(0)
                .management()
                .run(
                        "/subsystem=messaging-activemq/server=default/jms-queue=DeadCallbacks:read-attribute(name=messages-added)");
        return Long.parseLong(answer.replaceAll("(?s).*\"result\" : (\\d+).*", "$1"));
    }
}
