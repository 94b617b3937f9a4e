package io.voxlynx.sandbox.vapi;

import static io.voxlynx.sandbox.SandboxClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.SandboxClient;
import io.voxlynx.sandbox.WebhookReceiver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhooksTest {
    private static final String PHONE = "+12025550142";

    @TempDir
    Path directory;

    private WebhookReceiver receiver;
    private SandboxClient sandbox;

    @BeforeEach
    void listen() throws Exception {
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
        receiver.close();
    }

    private void start(Signature signature) throws Exception {
        sandbox = new SandboxClient(directory, SandboxClient.QUICK, receiver.url(), signature);
    }

    private List<WebhookReceiver.Received> callWith(Signature signature) throws Exception {
        start(signature);
        sandbox.dial(PHONE, "attempt-1");
        await().until(() -> receiver.received().size() == 4);
        return receiver.received();
    }

    @Test
    void tellsTheLifeOfACallInOrder() throws Exception {
        var received = callWith(Signature.HMAC);
        assertThat(receiver.names()).containsExactly("ringing", "in-progress", "ended", "end-of-call-report");
        for (var webhook : received) {
            var call = webhook.message().getJsonObject("call");
            assertThat(call.getString("assistantId")).isEqualTo("sandbox-assistant-1");
            assertThat(call.getJsonObject("assistantOverrides")
                            .getJsonObject("metadata")
                            .getString("attemptId"))
                    .isEqualTo("attempt-1");
            assertThat(webhook.message().getJsonObject("customer").getString("number"))
                    .isEqualTo(PHONE);
            assertThat(webhook.message().getJsonNumber("timestamp").longValue()).isPositive();
        }
        assertThat(received.get(1).message().containsKey("endedReason")).isFalse();
        String reason = received.get(2).message().getString("endedReason");
        var report = received.get(3).message();
        assertThat(report.getString("endedReason")).isEqualTo(reason);
        assertThat(report.getJsonObject("artifact").getString("transcript")).isNotBlank();
        assertThat(report.keySet()).contains("cost", "costs", "analysis", "startedAt", "endedAt");
    }

    @Test
    void signsTheBody() throws Exception {
        for (var webhook : callWith(Signature.HMAC)) {
            String expected = hmac(new byte[0], webhook.body());
            assertThat(webhook.header("X-vapi-signature")).isEqualTo(expected);
            assertThat(webhook.header("X-signature")).isEqualTo(expected);
        }
    }

    @Test
    void signsTheTimeWithTheBody() throws Exception {
        for (var webhook : callWith(Signature.HMAC_TIMESTAMP)) {
            String timestamp = webhook.header("X-timestamp");
            assertThat(Long.parseLong(timestamp))
                    .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
            assertThat(webhook.header("X-signature"))
                    .isEqualTo(hmac((timestamp + ".").getBytes(StandardCharsets.US_ASCII), webhook.body()));
        }
    }

    @Test
    void showsTheSecretIfThatIsTheWay() throws Exception {
        assertThat(callWith(Signature.SECRET))
                .allMatch(webhook -> webhook.header("X-vapi-secret").equals(SandboxClient.SECRET));
    }

    @Test
    void prefersTheServerOfTheOverridesToTheAssistants() throws Exception {
        start(Signature.HMAC);
        try (var ofAssistant = new WebhookReceiver();
                var ofOverrides = new WebhookReceiver()) {
            String id = json(sandbox.send("POST", "/assistant", server(ofAssistant, "")))
                    .getString("id");
            String order = SandboxClient.order(PHONE, "a").replace("sandbox-assistant-1", id);
            sandbox.send("POST", "/call", order);
            await().until(() -> ofAssistant.received().size() == 4);
            String server = "\"server\": {\"url\": \"" + ofOverrides.url() + "\"}, \"metadata\"";
            sandbox.send("POST", "/call", order.replace("\"metadata\"", server));
            await().until(() -> ofOverrides.received().size() == 4);
            assertThat(ofAssistant.received()).hasSize(4);
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void doesNotRetryUnlessAsked() throws Exception {
        receiver.refuseNext(1);
        callWith(Signature.HMAC);
        assertThat(sandbox.objects("/sandbox/webhooks"))
                .hasSize(4)
                .first()
                .satisfies(attempt -> assertThat(attempt.getInt("answer")).isEqualTo(503));
    }

    @Test
    void retriesByTheAssistantsPlan() throws Exception {
        start(Signature.HMAC);
        String plan = ", \"backoffPlan\": {\"type\": \"fixed\", \"maxRetries\": 2, \"baseDelaySeconds\": 0}";
        String id =
                json(sandbox.send("POST", "/assistant", server(receiver, plan))).getString("id");
        receiver.refuseNext(2);
        sandbox.send("POST", "/call", SandboxClient.order(PHONE, "a").replace("sandbox-assistant-1", id));
        await().until(() -> receiver.received().size() == 6);
        assertThat(receiver.names()).filteredOn("ringing"::equals).hasSizeGreaterThan(1);
        assertThat(sandbox.objects("/sandbox/webhooks"))
                .filteredOn(attempt -> attempt.getInt("answer") == 200)
                .hasSize(4);
    }

    @Test
    void logsAnAttemptThatNobodyAnswered() throws Exception {
        receiver.close();
        start(Signature.HMAC);
        sandbox.dial(PHONE, "a");
        await().until(() -> sandbox.objects("/sandbox/webhooks").size() == 4);
        assertThat(sandbox.objects("/sandbox/webhooks")).allMatch(attempt -> attempt.isNull("answer"));
    }

    @Test
    void signsTheRecordingAnewForEachDelivery() throws Exception {
        start(Signature.HMAC);
        sandbox.behave("{\"faults\": {\"webhook\": [{\"fault\": \"repeated\", \"only\": [\"end-of-call-report\"]}]}}");
        sandbox.dial(PHONE, "a");
        await().until(() -> receiver.received().size() == 5);
        var bodies = receiver.received().subList(3, 5);
        assertThat(bodies.get(0).body()).isNotEqualTo(bodies.get(1).body());
        assertThat(bodies.get(0).message().get("timestamp"))
                .isEqualTo(bodies.get(1).message().get("timestamp"));
    }

    @Test
    void logsWhatIdentifiesAnEventAndItsBody() throws Exception {
        callWith(Signature.HMAC);
        await().until(() -> sandbox.objects("/sandbox/webhooks").size() == 4);
        var lines = sandbox.objects("/sandbox/webhooks");
        for (int i = 0; i < lines.size(); i++) {
            var received = receiver.received().get(i);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(received.body());
            assertThat(lines.get(i).getString("sha256"))
                    .isEqualTo(HexFormat.of().formatHex(hash));
            assertThat(lines.get(i).get("timestamp"))
                    .isEqualTo(received.message().get("timestamp"));
        }
    }

    @Test
    void canBeReadOnFromWhereTheLastReaderStopped() throws Exception {
        callWith(Signature.HMAC);
        await().until(() -> sandbox.objects("/sandbox/webhooks").size() == 4);
        var all = sandbox.get("/sandbox/webhooks");
        String end = all.headers().firstValue("Log-End").orElseThrow();
        assertThat(sandbox.objects("/sandbox/webhooks?from=" + end)).isEmpty();

        sandbox.dial("+12025550143", "attempt-2");
        await().until(() -> sandbox.objects("/sandbox/webhooks").size() == 8);
        assertThat(sandbox.objects("/sandbox/webhooks?from=" + end))
                .isEqualTo(sandbox.objects("/sandbox/webhooks").subList(4, 8));
        assertThat(sandbox.get("/sandbox/webhooks?from=x").statusCode()).isEqualTo(400);
    }

    private static String server(WebhookReceiver receiver, String more) {
        return "{\"name\": \"Mine\", \"server\": {\"url\": \"" + receiver.url() + "\"" + more + "}}";
    }

    private static String hmac(byte[] prefix, byte[] body) throws Exception {
        var signed = new ByteArrayOutputStream();
        signed.write(prefix);
        signed.write(body);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SandboxClient.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(signed.toByteArray()));
    }
}
