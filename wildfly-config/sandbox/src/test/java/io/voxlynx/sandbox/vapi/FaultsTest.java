package io.voxlynx.sandbox.vapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.SandboxClient;
import io.voxlynx.sandbox.WebhookReceiver;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    private static final String PHONE = "+12025550142";

    @TempDir
    Path directory;

    private WebhookReceiver receiver;
    private SandboxClient sandbox;

    @BeforeEach
    void start() throws Exception {
        receiver = new WebhookReceiver();
        sandbox = new SandboxClient(directory, SandboxClient.QUICK, receiver.url(), Signature.HMAC);
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
        receiver.close();
    }

    private void call(String fault) throws Exception {
        sandbox.behave("{\"faults\": {\"call\": [" + fault + "]}}");
    }

    private void webhook(String fault) throws Exception {
        sandbox.behave("{\"faults\": {\"webhook\": [" + fault + "]}}");
    }

    private JsonObject onlyDial() throws Exception {
        await().until(() -> sandbox.objects("/sandbox/dials").size() == 1);
        return sandbox.objects("/sandbox/dials").get(0);
    }

    private void assertNoCall(String reply) throws Exception {
        assertThat(onlyDial().getString("reply")).isEqualTo(reply);
        assertThat(onlyDial().isNull("callId")).isTrue();
        assertThat(sandbox.objects("/call")).isEmpty();
    }

    /** The provider answered badly, and yet the phone rang. */
    private void assertCallNevertheless(String reply) throws Exception {
        assertThat(onlyDial().getString("reply")).isEqualTo(reply);
        assertThat(onlyDial().getString("attemptId")).isEqualTo("attempt-1");
        assertThat(sandbox.objects("/call"))
                .singleElement()
                .satisfies(call ->
                        assertThat(call.getString("id")).isEqualTo(onlyDial().getString("callId")));
        await().until(() -> receiver.received().size() == 4);
    }

    @Test
    void asksToComeBackLater() throws Exception {
        call("{\"fault\": \"429\", \"retryAfterSeconds\": 2}");
        var answer = sandbox.dial(PHONE, "attempt-1");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertNoCall("429");
    }

    @Test
    void failsWithoutACall() throws Exception {
        call("{\"fault\": \"500\"}");
        assertThat(sandbox.dial(PHONE, "attempt-1").statusCode()).isEqualTo(500);
        assertNoCall("500");
    }

    @Test
    void failsAlthoughThereIsACall() throws Exception {
        call("{\"fault\": \"500-after-accept\"}");
        assertThat(sandbox.dial(PHONE, "attempt-1").statusCode()).isEqualTo(500);
        assertCallNevertheless("500");
    }

    @Test
    void resetsTheConnectionAfterAccepting() throws Exception {
        call("{\"fault\": \"reset\"}");
        assertThatThrownBy(() -> sandbox.dial(PHONE, "attempt-1"))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("Connection reset");
        assertCallNevertheless("reset");
    }

    @Test
    void resetsTheConnectionBeforeAccepting() throws Exception {
        call("{\"fault\": \"reset-before-accept\"}");
        assertThatThrownBy(() -> sandbox.dial(PHONE, "attempt-1")).isInstanceOf(IOException.class);
        assertNoCall("reset");
    }

    @Test
    void staysSilent() throws Exception {
        call("{\"fault\": \"hang\"}");
        var silent = sandbox.dialAsync(PHONE, "attempt-1");
        assertThatThrownBy(() -> silent.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertCallNevertheless("hang");
    }

    @Test
    void givesUpASilentConnectionAfterAWhile() throws Exception {
        call("{\"fault\": \"hang\", \"hangMillis\": 100}");
        assertThatThrownBy(() -> sandbox.dial(PHONE, "attempt-1")).isInstanceOf(IOException.class);
        assertCallNevertheless("hang");
    }

    @Test
    void breaksOffInTheMiddleOfTheAnswer() throws Exception {
        call("{\"fault\": \"truncated\"}");
        assertThatThrownBy(() -> sandbox.dial(PHONE, "attempt-1"))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("bytes received");
        assertCallNevertheless("truncated");
    }

    @Test
    void hitsOnlyTheFirstRequestsIfToldSo() throws Exception {
        call("{\"fault\": \"500\", \"first\": 2}");
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(sandbox.dial(PHONE, "attempt-1").statusCode());
        }
        assertThat(answers).containsExactly(500, 500, 201, 201);
    }

    @Test
    void hitsAShareOfTheRequestsAndTheSameOnesAgain() throws Exception {
        sandbox.behave("{\"concurrencyLimit\": 1000}");
        assertThat(hitPhones()).hasSizeBetween(35, 65).isEqualTo(hitPhones());
    }

    private Set<String> hitPhones() throws Exception {
        call("{\"fault\": \"500\", \"rate\": 0.5}");
        var phones =
                IntStream.range(0, 100).mapToObj(i -> "+120255501" + (10 + i)).toList();
        var answers =
                phones.stream().map(phone -> sandbox.dialAsync(phone, "a")).toList();
        return IntStream.range(0, 100)
                .filter(i -> answers.get(i).join().statusCode() == 500)
                .mapToObj(phones::get)
                .collect(Collectors.toSet());
    }

    @Test
    void losesWebhooks() throws Exception {
        webhook("{\"fault\": \"lost\", \"only\": [\"in-progress\", \"ended\"]}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> sandbox.objects("/sandbox/webhooks").size() == 4);
        assertThat(receiver.names()).containsExactly("ringing", "end-of-call-report");
        assertThat(sandbox.objects("/sandbox/webhooks"))
                .filteredOn(line -> !line.isNull("fault"))
                .hasSize(2)
                .allMatch(line -> line.getString("fault").equals("lost") && line.isNull("answer"));
    }

    @Test
    void repeatsWebhooks() throws Exception {
        webhook("{\"fault\": \"repeated\", \"times\": 5, \"only\": [\"ended\"]}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> receiver.received().size() == 9);
        assertThat(receiver.names()).filteredOn("ended"::equals).hasSize(6);
        assertThat(receiver.names()).endsWith("ended", "end-of-call-report");
    }

    @Test
    void reordersWebhooks() throws Exception {
        webhook("{\"fault\": \"reordered\"}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> receiver.received().size() == 4);
        assertThat(receiver.names()).containsExactly("in-progress", "ringing", "end-of-call-report", "ended");
    }

    @Test
    void delaysWebhooks() throws Exception {
        webhook("{\"fault\": \"late\", \"lateMillis\": 3000, \"only\": [\"ringing\"]}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> receiver.received().size() == 4);
        assertThat(receiver.names()).containsExactly("in-progress", "ended", "end-of-call-report", "ringing");
    }

    @Test
    void letsAWebhookOvertakeTheAnswer() throws Exception {
        webhook("{\"fault\": \"early\"}");
        sandbox.dial(PHONE, "attempt-1");
        assertThat(receiver.names()).startsWith("ringing");
        assertThat(sandbox.objects("/sandbox/webhooks").get(0).getString("fault"))
                .isEqualTo("early");
    }

    @Test
    void letsAllWebhooksOvertakeTheAnswer() throws Exception {
        webhook("{\"fault\": \"early\", \"until\": \"ended\"}");
        assertThat(sandbox.dial(PHONE, "attempt-1").statusCode()).isEqualTo(201);
        assertThat(receiver.names()).containsExactly("ringing", "in-progress", "ended", "end-of-call-report");
    }

    @Test
    void repeatsWebhooksAtOnce() throws Exception {
        webhook("{\"fault\": \"repeated\", \"times\": 5, \"together\": true, \"only\": [\"ended\"]}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> receiver.received().size() == 9);
        assertThat(receiver.names()).filteredOn("ended"::equals).hasSize(6);
    }

    @Test
    void reversesAllWebhooksOfACall() throws Exception {
        webhook("{\"fault\": \"reversed\"}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> receiver.received().size() == 4);
        assertThat(receiver.names()).containsExactly("end-of-call-report", "ended", "in-progress", "ringing");
        assertThat(sandbox.objects("/sandbox/webhooks"))
                .allMatch(line -> line.getString("fault").equals("reversed"));
    }

    @Test
    void goesOnReversingACallWhenTheFaultsAreOver() throws Exception {
        sandbox.behave("{\"talkMillis\": 3000}");
        webhook("{\"fault\": \"reversed\"}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> sandbox.objects("/call").get(0).getString("status").equals("in-progress"));
        sandbox.behave("{\"faults\": {}}");
        await().until(() -> receiver.received().size() == 4);
        assertThat(receiver.names()).startsWith("end-of-call-report").endsWith("ringing");
    }

    @Test
    void withholdsWebhooksUntilTheyAreReleased() throws Exception {
        webhook("{\"fault\": \"withheld\", \"only\": [\"ringing\", \"ended\"]}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> sandbox.object("/sandbox/traffic").getInt("withheld") == 2);
        await().until(() -> receiver.received().size() == 2);

        var released = sandbox.send("POST", "/sandbox/webhooks/release", "{}");
        assertThat(released.body()).isEqualTo("{\"released\":2}");
        await().until(() -> receiver.received().size() == 4);
        assertThat(receiver.names().subList(0, 2)).containsExactly("in-progress", "end-of-call-report");
        var late = receiver.received().get(2).message();
        assertThat(late.getJsonNumber("timestamp").longValue())
                .isLessThanOrEqualTo(receiver.received()
                        .get(1)
                        .message()
                        .getJsonNumber("timestamp")
                        .longValue());
    }

    @Test
    void echoesWebhooksAtTheRelease() throws Exception {
        webhook("{\"fault\": \"echoed\"}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> receiver.received().size() == 4);
        sandbox.send("POST", "/sandbox/webhooks/release", "{}");
        await().until(() -> receiver.received().size() == 8);
        assertThat(receiver.names().subList(4, 8))
                .containsExactlyInAnyOrderElementsOf(receiver.names().subList(0, 4));
    }

    @Test
    void doesNotHearTheAnswerAndSendsAgain() throws Exception {
        assertTwiceUnheard("");
    }

    @Test
    void hangsUpAndSendsAgain() throws Exception {
        assertTwiceUnheard(", \"hangsUp\": true");
    }

    private void assertTwiceUnheard(String how) throws Exception {
        webhook("{\"fault\": \"answer-lost\", \"times\": 2, \"only\": [\"ended\"]" + how + "}");
        String server = "{\"name\": \"Mine\", \"server\": {\"url\": \"" + receiver.url()
                + "\", \"backoffPlan\": {\"type\": \"fixed\", \"maxRetries\": 3, \"baseDelaySeconds\": 0}}}";
        String assistant =
                SandboxClient.json(sandbox.send("POST", "/assistant", server)).getString("id");
        sandbox.send("POST", "/call", SandboxClient.order(PHONE, "a").replace("sandbox-assistant-1", assistant));
        await().until(() -> receiver.received().size() == 6
                && sandbox.object("/sandbox/traffic").getInt("webhooks") == 0);

        assertThat(sandbox.objects("/sandbox/webhooks"))
                .filteredOn(line -> "ended".equals(line.getString("status", null)))
                .extracting(line -> line.isNull("answer") ? 0 : line.getInt("answer"))
                .containsExactly(0, 0, 200);
        assertThat(receiver.received())
                .filteredOn(webhook -> webhook.name().equals("ended"))
                .extracting(webhook -> new String(webhook.body(), StandardCharsets.UTF_8))
                .hasSize(3)
                .containsOnly(new String(bodyOf("ended"), StandardCharsets.UTF_8));
    }

    private byte[] bodyOf(String name) {
        return receiver.received().stream()
                .filter(webhook -> webhook.name().equals(name))
                .findFirst()
                .orElseThrow()
                .body();
    }

    @Test
    void saysWhetherAnythingIsStillToCome() throws Exception {
        webhook("{\"fault\": \"late\", \"lateMillis\": 5000, \"only\": [\"ringing\"]}");
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> sandbox.object("/sandbox/traffic").getInt("calls") == 0);
        assertThat(sandbox.object("/sandbox/traffic").getInt("webhooks")).isEqualTo(1);
        await().until(() -> sandbox.object("/sandbox/traffic").getInt("webhooks") == 0);
        assertThat(receiver.received()).hasSize(4);
    }
}
