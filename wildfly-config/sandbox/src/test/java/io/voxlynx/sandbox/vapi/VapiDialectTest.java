package io.voxlynx.sandbox.vapi;

import static io.voxlynx.sandbox.SandboxClient.json;
import static io.voxlynx.sandbox.SandboxClient.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.SandboxClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VapiDialectTest {
    private static final String PHONE = "+12025550142";

    @TempDir
    Path directory;

    private SandboxClient sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = new SandboxClient(directory, SandboxClient.QUICK);
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void refusesAWrongKey() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/assistant"))
                .header("Authorization", "Bearer guessed")
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).getString("error")).isEqualTo("Unauthorized");
        assertThat(json(answer).getInt("statusCode")).isEqualTo(401);
    }

    @Test
    void hasAnAssistantToImport() throws Exception {
        assertThat(sandbox.object("/assistant/sandbox-assistant-1").getString("name"))
                .isEqualTo("Appointment reminder");
        assertThat(sandbox.objects("/assistant")).hasSize(2);
    }

    @Test
    void createsChangesAndDeletesAnAssistant() throws Exception {
        var created = sandbox.send("POST", "/assistant", """
                {"name": "Mine", "firstMessage": "Hi", "model": {"provider": "openai", "model": "gpt-4o"}}""");
        assertThat(created.statusCode()).isEqualTo(201);
        String path = "/assistant/" + json(created).getString("id");
        var changed = json(sandbox.send("PATCH", path, "{\"name\": \"Yours\"}"));
        assertThat(changed.getString("name")).isEqualTo("Yours");
        assertThat(changed.getString("firstMessage")).isEqualTo("Hi");
        assertThat(sandbox.send("DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(sandbox.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void namesEveryProblemOfAnAssistant() throws Exception {
        var answer = sandbox.send("POST", "/assistant", """
                {"name": "%s", "model": "gpt-4", "systemPrompt": "x",
                 "server": {"url": "no url", "backoffPlan": {"maxRetries": 11}}}""".formatted("n".repeat(41)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).getJsonArray("message")).hasSize(5);
        assertThat(answer.body()).contains("name must be shorter than or equal to 40 characters");
    }

    @Test
    void listsItsLines() throws Exception {
        assertThat(sandbox.objects("/phone-number"))
                .extracting(line -> line.getString("id"))
                .containsExactly("sandbox-line-1", "sandbox-line-2", "sandbox-line-3");
        assertThat(sandbox.get("/phone-number/sandbox-line-2").statusCode()).isEqualTo(200);
        assertThat(sandbox.get("/phone-number/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void acceptsACall() throws Exception {
        var answer = sandbox.dial(PHONE, "attempt-1");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).getString("status")).isEqualTo("queued");
        assertThat(json(answer)
                        .getJsonObject("assistantOverrides")
                        .getJsonObject("metadata")
                        .getString("attemptId"))
                .isEqualTo("attempt-1");
        var limits = json(answer).getJsonObject("subscriptionLimits");
        assertThat(limits.getInt("concurrencyLimit")).isEqualTo(10);
        assertThat(limits.getInt("remainingConcurrentCalls")).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "sandbox-assistant-1, sandbox-assistant-9, Couldn't Get Assistant",
        "sandbox-line-1, sandbox-line-9, Couldn't Get Phone Number",
        "+12025550142, 2025550142, E.164",
        "+12025550142, +1202555014212345678901234567890123456789012, shorter than or equal to 40",
        "row-7, 12345678901234567890123456789012345678901, customer.externalId must be shorter",
        "Ada, 12345678901234567890123456789012345678901, customer.name must be shorter",
        "assistantOverrides, metadata, property metadata should not exist"
    })
    void refusesABadCall(String good, String bad, String why) throws Exception {
        var answer = sandbox.send("POST", "/call", order(PHONE, "a").replace(good, bad));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why, "\"error\":\"Bad Request\"");
        assertThat(sandbox.objects("/sandbox/dials"))
                .singleElement()
                .satisfies(dial -> assertThat(dial.getString("reply")).isEqualTo("400"))
                .satisfies(dial -> assertThat(dial.isNull("callId")).isTrue());
    }

    @Test
    void refusesWhatIsNoJson() throws Exception {
        assertThat(sandbox.send("POST", "/call", "hello").statusCode()).isEqualTo(400);
        assertThat(sandbox.send("POST", "/call", "[1]").statusCode()).isEqualTo(400);
        assertThat(sandbox.send("POST", "/call", " ".repeat(2_000_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void findsCallsByTimeNewestFirst() throws Exception {
        String first = json(sandbox.dial(PHONE, "a")).getString("id");
        await().until(() -> Instant.now().toEpochMilli()
                > Instant.parse(sandbox.object("/call/" + first).getString("createdAt"))
                        .toEpochMilli());
        String between = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        String second = json(sandbox.dial("+12025550143", "b")).getString("id");

        assertThat(sandbox.objects("/call"))
                .extracting(call -> call.getString("id"))
                .containsExactly(second, first);
        assertThat(sandbox.objects("/call?limit=1"))
                .extracting(call -> call.getString("id"))
                .containsExactly(second);
        assertThat(sandbox.objects("/call?createdAtLt=" + between))
                .extracting(call -> call.getString("id"))
                .containsExactly(first);
        String created = sandbox.object("/call/" + second).getString("createdAt");
        assertThat(sandbox.objects("/call?createdAtGe=" + created)).hasSize(1);
        assertThat(sandbox.objects("/call?createdAtGt=" + created)).isEmpty();
        assertThat(sandbox.objects("/call?assistantId=sandbox-assistant-2")).isEmpty();
    }

    @Test
    void knowsNoStatusFilterAndNoPages() throws Exception {
        assertThat(sandbox.get("/call?status=ended").statusCode()).isEqualTo(400);
        assertThat(sandbox.get("/call?page=2").statusCode()).isEqualTo(400);
        assertThat(sandbox.get("/call?limit=1001").statusCode()).isEqualTo(400);
        assertThat(sandbox.get("/call?createdAtGt=yesterday").statusCode()).isEqualTo(400);
        assertThat(sandbox.get("/call/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void showsAnEndedCallWithItsReport() throws Exception {
        String id = json(sandbox.dial(PHONE, "a")).getString("id");
        await().until(() -> sandbox.object("/call/" + id).getString("status").equals("ended"));
        await().until(() -> !sandbox.objects("/sandbox/dials").get(0).isNull("endedAt"));
        var call = sandbox.object("/call/" + id);
        assertThat(call.getString("endedReason")).isNotBlank();
        assertThat(call.getJsonObject("costBreakdown").getJsonNumber("total").bigDecimalValue())
                .isEqualTo(call.getJsonNumber("cost").bigDecimalValue());
        assertThat(call.getJsonObject("artifact").getString("transcript")).startsWith("AI: Hello");
        assertThat(call.getJsonObject("analysis").getString("successEvaluation"))
                .isIn("true", "false");
        assertThat(call.getString("startedAt")).isLessThanOrEqualTo(call.getString("endedAt"));
    }

    @Test
    void holdsAScheduledCallBack() throws Exception {
        String later = Instant.now().plusSeconds(60).toString();
        var answer = json(sandbox.send(
                "POST",
                "/call",
                order(PHONE, "a").replaceFirst("\\{", "{\"schedulePlan\": {\"earliestAt\": \"" + later + "\"},")));
        assertThat(answer.getString("status")).isEqualTo("scheduled");
    }

    @Test
    void setsItsBehaviourFieldByField() throws Exception {
        sandbox.behave("{\"answerRate\": 0.25}");
        sandbox.behave("{\"faults\": {\"call\": [{\"fault\": \"429\", \"rate\": 0.5}]}}");
        var behaviour = sandbox.object("/sandbox/behaviour");
        assertThat(behaviour.getJsonNumber("answerRate").doubleValue()).isEqualTo(0.25);
        assertThat(behaviour.getInt("ringMillis")).isEqualTo(20);
        assertThat(behaviour.getJsonObject("faults").getJsonArray("call")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ring\": 1}                                        | property ring should not exist",
                "{\"ringMillis\": \"1\"}                              | ringMillis must be an integer number",
                "{\"talkMillis\": -1}                                 | talkMillis must be between",
                "{\"answerRate\": 1.5}                                | answerRate must be a number between 0 and 1",
                "{\"faults\": []}                                     | faults must be an object",
                "{\"faults\": {\"call\": [{}]}}                       | faults.call.0.fault should not be empty",
                "{\"faults\": {\"webhook\": [{\"fault\": \"429\"}]}}  | faults.webhook.0.fault must be one of",
                "{\"faults\": {\"call\": [{\"fault\": \"429\", \"rat\": 1}]}} | property faults.call.0.rat should not exist"
            })
    void refusesABehaviourItDoesNotKnow(String behaviour, String why) throws Exception {
        String before = sandbox.get("/sandbox/behaviour").body();
        var answer = sandbox.send("PUT", "/sandbox/behaviour", behaviour);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why);
        assertThat(sandbox.get("/sandbox/behaviour").body()).isEqualTo(before);
    }
}
