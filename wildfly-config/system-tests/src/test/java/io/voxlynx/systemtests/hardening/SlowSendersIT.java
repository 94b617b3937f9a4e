package io.voxlynx.systemtests.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.Together;
import io.voxlynx.systemtests.harness.Wire;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever sends a byte now and then holds a connection, and where he has come to a body also a thread. So he is waited
 * for only so long; how long is much shorter here than elsewhere.
 */
@SystemTest
class SlowSendersIT {

    private static final Duration LONG_ENOUGH = Duration.ofMillis(3L * Installation.IDLE_MILLIS);

    private final URI server;
    private final String voice;
    private final String operator;

    SlowSendersIT(Installation voxlynx) {
        this.server = voxlynx.platform().baseUrl();
        this.voice = "Authorization: Bearer " + voxlynx.platform().sandbox().token("voice-1", "voice") + "\r\n";
        this.operator =
                "Authorization: Bearer " + voxlynx.platform().sandbox().token("operator-1", "operator") + "\r\n";
    }

    @Together
    @ParameterizedTest
    @ValueSource(strings = {"", "GET /health HTTP/1.1\r\n", "GET /health HTTP/1.1\r\nX-Slow: "})
    void whoDoesNotFinishHisHeadIsNotWaitedFor(String head) {
        try (Wire wire = Wire.to(server)) {
            wire.send(head).awaitEnd();
        }
    }

    @Together
    @ParameterizedTest
    @ValueSource(strings = {"GET /health HTTP/1.1\r\nX-Slow: ", "GET /"})
    void lettersOfAHeadDoNotBuyTime(String head) {
        try (Wire wire = Wire.to(server)) {
            wire.send(head);
            await().atMost(LONG_ENOUGH).pollInterval(Duration.ofMillis(500)).until(() -> !wire.trySend(bytes("x")));
        }
    }

    @Together
    @ParameterizedTest
    @CsvSource({
        "/api/agents,         voice,    application/json",
        "/api/campaigns,      operator, multipart/form-data; boundary=b",
        "/api/webhooks/vapi,  nobody,   application/json",
        "/api/livekit/webhook, nobody,  application/webhook+json"
    })
    void whoAnnouncesABodyAndSendsNoneIsNotWaitedFor(String path, String caller, String type) {
        try (Wire wire = Wire.to(server)) {
            wire.send(head(path, caller, type, "Content-Length: 1000")).awaitEnd();
        }
    }

    @Together
    @ParameterizedTest
    @CsvSource({
        "/api/agents,         voice,    application/json",
        "/api/webhooks/vapi,  nobody,   application/json",
        "/api/livekit/webhook, nobody,  application/webhook+json"
    })
    void bytesOfABodyDoNotBuyTimeUnlessTheyAreMany(String path, String caller, String type) {
        for (String length : new String[] {"Content-Length: 1000", "Transfer-Encoding: chunked"}) {
            try (Wire wire = Wire.to(server)) {
                wire.send(head(path, caller, type, length));
                byte[] piece = bytes(length.startsWith("C") ? " " : "1\r\n \r\n");
                Optional<Answer> answer = drip(wire, piece);

                assertThat(answer)
                        .hasValueSatisfying(refusal -> Refusals.assertStandard(refusal, 408, "REQUEST_TIMEOUT"));
                wire.awaitEnd();
            }
        }
    }

    @Together
    @ParameterizedTest
    @ValueSource(strings = {"notes", "contactsCsv\"; filename=\"contacts.csv"})
    void partsOfAnUploadDoNotBuyTimeUnlessTheyAreMany(String name) {
        try (Wire wire = Wire.to(server)) {
            wire.send(head("/api/campaigns", "operator", "multipart/form-data; boundary=b", "Content-Length: 100000"));
            wire.send("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\nname,business_name,phone\n");
            Optional<Answer> answer = drip(wire, bytes("x"));

            assertThat(answer).hasValueSatisfying(refusal -> Refusals.assertStandard(refusal, 408, "REQUEST_TIMEOUT"));
            wire.awaitEnd();
        }
    }

    /** Nobody reads what is wanted of nobody: the answer is there at once, and the connection gone. */
    @Together
    @ParameterizedTest
    @CsvSource({
        "POST, /api/agents,        401",
        "PUT,  /api/agents/x,      401",
        "POST, /api/campaigns,     415",
        "GET,  /health,            200",
        "GET,  /api/nothing,       404",
        "POST, /health,            405",
        "POST, /openapi,           405"
    })
    void whoIsAnsweredAlreadyIsNotWaitedForAtAll(String method, String path, int status) {
        try (Wire wire = Wire.to(server)) {
            Optional<Answer> answer = wire.send(
                            method + " " + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                    .answer();

            assertThat(answer)
                    .hasValueSatisfying(given -> assertThat(given.status()).isEqualTo(status));
            assertThat(answer.orElseThrow().header("Connection")).hasValue("close");
            wire.awaitEnd();
        }
    }

    /** Nor those of strangers, however many: a few of them would hold all threads there are. */
    @Together
    @ParameterizedTest
    @CsvSource({"/api/webhooks/vapi, application/json", "/api/livekit/webhook, application/webhook+json"})
    void bytesOfStrangersDoNotBuyTime(String path, String type) {
        try (Wire wire = Wire.to(server)) {
            wire.send(head(path, "nobody", type, "Content-Length: 1000000"));
            Optional<Answer> answer = drip(wire, bytes(" ".repeat(10_000)));

            assertThat(answer).hasValueSatisfying(refusal -> Refusals.assertStandard(refusal, 408, "REQUEST_TIMEOUT"));
            wire.awaitEnd();
        }
    }

    @Together
    @ParameterizedTest
    @CsvSource({
        "POST, /api/agents,      nobody,   401",
        "POST, /api/agents,      voice,    400",
        "POST, /api/campaigns,   operator, 415",
        "GET,  /api/nothing,     operator, 404",
        "GET,  /health,          nobody,   200",
        "POST, /openapi,         nobody,   405"
    })
    void aShortBodyThatNobodyWantedLeavesTheConnectionUsable(String method, String path, String caller, int status) {
        try (Wire wire = Wire.to(server)) {
            String request =
                    head(path, caller, "application/json", "Content-Length: 2").replaceFirst("POST", method);
            assertThat(wire.send(request + "{}").answer())
                    .hasValueSatisfying(given -> assertThat(given.status()).isEqualTo(status));

            assertThat(wire.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .answer())
                    .hasValueSatisfying(given -> assertThat(given.status()).isEqualTo(200));
        }
    }

    /** Until the server has had enough. */
    private static Optional<Answer> drip(Wire wire, byte[] piece) {
        await().atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> wire.hasAnswer() || !wire.trySend(piece));
        return wire.answer();
    }

    private String head(String path, String caller, String type, String length) {
        String credentials = switch (caller) {
            case "voice" -> voice;
            case "operator" -> operator;
            default -> "";
        };
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + credentials + "Content-Type: " + type + "\r\n"
                + length + "\r\n\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
