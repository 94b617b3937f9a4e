package io.voxlynx.sandbox.vapi;

import static io.voxlynx.sandbox.SandboxClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.SandboxClient;
import io.voxlynx.sandbox.WebhookReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialLogTest {
    private static final Behaviour ENDLESS = new Behaviour(60_000, 60_000, 1, 7, 10);

    @TempDir
    Path directory;

    @Test
    void neverShowsMoreCallsThanTheLimit() throws Exception {
        try (var sandbox = new SandboxClient(directory, ENDLESS)) {
            var answers = IntStream.range(0, 50)
                    .mapToObj(i -> sandbox.dialAsync("+120255501" + (10 + i), "attempt-" + i))
                    .toList();
            var statuses =
                    answers.stream().map(answer -> answer.join().statusCode()).toList();
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(10);
            assertThat(statuses).filteredOn(status -> status == 400).hasSize(40);
            var refusal = json(answers.stream()
                    .map(answer -> answer.join())
                    .filter(answer -> answer.statusCode() == 400)
                    .findFirst()
                    .orElseThrow());
            assertThat(refusal.getString("message")).startsWith("Over Concurrency Limit");
            assertThat(refusal.getJsonObject("subscriptionLimits").getBoolean("concurrencyBlocked"))
                    .isTrue();
            assertThat(sandbox.objects("/sandbox/dials")).hasSize(50);
        }
    }

    @Test
    void canBeReadFromAnInstantOn() throws Exception {
        try (var sandbox = new SandboxClient(directory, ENDLESS)) {
            sandbox.dial("+12025550142", "first");
            Instant first =
                    Instant.parse(sandbox.objects("/sandbox/dials").get(0).getString("receivedAt"));
            sandbox.dial("+12025550143", "second");

            assertThat(sandbox.objects("/sandbox/dials?since=" + first)).hasSize(2);
            assertThat(sandbox.objects("/sandbox/dials?since=" + first.plusNanos(1_000)))
                    .singleElement()
                    .satisfies(dial -> assertThat(dial.getString("attemptId")).isEqualTo("second"));
            assertThat(sandbox.get("/sandbox/dials?since=yesterday").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void keepsToTheLimitAtEveryInstant() throws Exception {
        try (var sandbox = new SandboxClient(directory, new Behaviour(3, 3, 1, 7, 5))) {
            IntStream.range(0, 400)
                    .mapToObj(i -> sandbox.dialAsync("+12025550" + (100 + i), "a"))
                    .toList()
                    .forEach(answer -> answer.join());
            await().until(() -> sandbox.objects("/sandbox/dials").stream()
                    .noneMatch(dial -> !dial.isNull("callId") && dial.isNull("endedAt")));
            List<String> moments = new ArrayList<>();
            sandbox.objects("/sandbox/dials").stream()
                    .filter(dial -> !dial.isNull("callId"))
                    .forEach(dial -> {
                        // An end and a beginning in the same microsecond: the end was first.
                        moments.add(dial.getString("endedAt") + " -");
                        moments.add(dial.getString("receivedAt") + " begins");
                    });
            int on = 0;
            int most = 0;
            for (String moment : moments.stream().sorted().toList()) {
                on += moment.endsWith("begins") ? 1 : -1;
                most = Math.max(most, on);
            }
            assertThat(moments).hasSizeGreaterThan(20);
            assertThat(most).isLessThanOrEqualTo(5);
            assertThat(on).isZero();
        }
    }

    @Test
    void freesTheLineWhenTheCallEnds() throws Exception {
        try (var sandbox = new SandboxClient(directory, new Behaviour(20, 20, 1, 7, 1))) {
            assertThat(sandbox.dial("+12025550142", "a").statusCode()).isEqualTo(201);
            await().until(() -> sandbox.dial("+12025550143", "b").statusCode() == 201);
        }
    }

    @Test
    void isOnTheDiskBeforeTheAnswer() throws Exception {
        try (var sandbox = new SandboxClient(directory, ENDLESS)) {
            String id = json(sandbox.dial("+12025550142", "a")).getString("id");
            assertThat(Files.readString(directory.resolve("dials.jsonl"))).contains(id);
        }
    }

    @Test
    void survivesARestart() throws Exception {
        String id;
        String before;
        try (var sandbox = new SandboxClient(directory, SandboxClient.QUICK)) {
            id = json(sandbox.dial("+12025550142", "attempt-1")).getString("id");
            await().until(() -> !sandbox.objects("/sandbox/dials").get(0).isNull("endedAt"));
            before = sandbox.get("/sandbox/dials").body();
        }
        try (var sandbox = new SandboxClient(directory, SandboxClient.QUICK)) {
            assertThat(sandbox.get("/sandbox/dials").body()).isEqualTo(before);
            assertThat(sandbox.object("/call/" + id).getString("status")).isEqualTo("ended");
            assertThat(sandbox.objects("/call")).hasSize(1);
            sandbox.dial("+12025550143", "attempt-2");
            assertThat(sandbox.objects("/sandbox/dials"))
                    .extracting(dial -> dial.getString("attemptId"))
                    .containsExactly("attempt-1", "attempt-2");
        }
    }

    @Test
    void remembersAssistantsOverARestart() throws Exception {
        String id;
        try (var sandbox = new SandboxClient(directory, SandboxClient.QUICK)) {
            id = json(sandbox.send("POST", "/assistant", "{\"name\": \"Mine\"}"))
                    .getString("id");
            sandbox.send("DELETE", "/assistant/sandbox-assistant-2", "");
        }
        try (var sandbox = new SandboxClient(directory, SandboxClient.QUICK)) {
            assertThat(sandbox.objects("/assistant"))
                    .extracting(assistant -> assistant.getString("id"))
                    .containsExactlyInAnyOrder(id, "sandbox-assistant-1");
        }
    }

    @Test
    void endsTheCallsThatARestartCutOff() throws Exception {
        String id;
        try (var sandbox = new SandboxClient(directory, ENDLESS)) {
            id = json(sandbox.dial("+12025550142", "attempt-1")).getString("id");
        }
        try (var receiver = new WebhookReceiver();
                var sandbox = new SandboxClient(directory, ENDLESS, receiver.url(), Signature.HMAC)) {
            await().until(() -> receiver.received().size() == 2);
            assertThat(receiver.names()).containsExactly("ended", "end-of-call-report");
            assertThat(receiver.received()).allMatch(webhook -> webhook.callId().equals(id));
            assertThat(sandbox.object("/call/" + id).getString("endedReason")).endsWith("worker-died");
            assertThat(Instant.parse(sandbox.objects("/sandbox/dials").get(0).getString("endedAt")))
                    .isBefore(Instant.now());
        }
    }

    @Test
    void givesTheSameOutcomeForTheSameSeed() throws Exception {
        assertThat(reasonsOf(directory.resolve("one"))).isEqualTo(reasonsOf(directory.resolve("two")));
    }

    private static List<String> reasonsOf(Path data) throws Exception {
        try (var sandbox = new SandboxClient(data, new Behaviour(5, 5, 0.5, 42, 100))) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ids.add(json(sandbox.dial("+120255501" + (10 + i), "a")).getString("id"));
            }
            await().until(() -> sandbox.objects("/call").stream().allMatch(call -> call.containsKey("endedReason")));
            List<String> reasons = new ArrayList<>();
            for (String id : ids) {
                reasons.add(sandbox.object("/call/" + id).getString("endedReason"));
            }
            return reasons;
        }
    }
}
