package io.voxlynx.systemtests.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.RowCounts;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestSession;
import io.voxlynx.systemtests.harness.Wire;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where one request ends and the next begins must be clear to all who pass it on. Whatever is not, is refused, by an
 * answer or by hanging up, and what was hidden behind it is never carried out.
 */
@SystemTest
class RequestFramingIT {

    private static final String AGENT = "{\"name\":\"smuggled\",\"systemPrompt\":\"x\",\"sttProvider\":\"deepgram\","
            + "\"llmProvider\":\"gemini\",\"ttsProvider\":\"resemble\"}";

    private final Installation voxlynx;
    private final URI server;
    private final String token;

    RequestFramingIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.server = voxlynx.platform().baseUrl();
        this.token = voxlynx.platform().sandbox().token("voice-1", "voice");
    }

    /** Headers, then the body, in which `~` is a line's end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            Content-Length: 4~Transfer-Encoding: chunked|0~~
            Transfer-Encoding: chunked~Content-Length: 4|0~~
            Content-Length: 2~Content-Length: 2|{}
            Content-Length: 2~Content-Length: 500|{}
            Content-Length: 2, 2|{}
            Content-Length: +2|{}
            Content-Length: -2|{}
            Content-Length: 0x2|{}
            Content-Length: 2 2|{}
            Content-Length: 99999999999999999999|{}
            Content-Length :2|{}
            Transfer-Encoding: gzip|2~{}~0~~
            Transfer-Encoding: gzip, chunked|2~{}~0~~
            Transfer-Encoding: chunked, gzip|2~{}~0~~
            Transfer-Encoding: chunked, identity|2~{}~0~~
            Transfer-Encoding: xchunked|2~{}~0~~
            Transfer-Encoding: chunked~Transfer-Encoding: identity|2~{}~0~~
            Transfer-Encoding: "chunked"|2~{}~0~~
            Transfer-Encoding: chunked|zz~{}~0~~
            Transfer-Encoding: chunked|-2~{}~0~~
            Transfer-Encoding: chunked|FFFFFFFFFFFFFFFFFF~{}~0~~
            """)
    void aBodyOfUnclearLengthIsRefused(String headers, String body) {
        RowCounts before = RowCounts.of(voxlynx.db());
        String hidden = request("Content-Length: " + AGENT.length(), AGENT);

        try (Wire wire = Wire.to(server)) {
            Optional<Answer> answer =
                    wire.send(request(lines(headers), lines(body)) + hidden).answer();

            answer.ifPresent(refusal ->
                    assertThat(refusal.status()).as(refusal.toString()).isEqualTo(400));
            wire.awaitEnd();
        }
        assertThat(RowCounts.of(voxlynx.db())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Odd: a\0b", "X-Odd: a\u0007b", "X-Odd\u00e4: a", "X(Odd): a", "Host: elsewhere.example"})
    void headersThatAreNoneAreRefused(String header) {
        String length = "\r\nContent-Length: " + AGENT.length();
        assertThat(Wire.ask(server, request("X-Odd: a" + length, AGENT)))
                .hasValueSatisfying(made -> assertThat(made.status()).isEqualTo(201));
        RowCounts before = RowCounts.of(voxlynx.db());

        Optional<Answer> answer = Wire.ask(server, request(header + length, AGENT));

        answer.ifPresent(
                refusal -> assertThat(refusal.status()).as(refusal.toString()).isEqualTo(400));
        assertThat(RowCounts.of(voxlynx.db())).isEqualTo(before);
    }

    /** There is a room of that name, and a page takes any parameter: so only the way of writing can be wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz", "{id}", "a|b", "a^b", "a`b", "<b>", "a b", "\"", "\u00e4"})
    void targetsThatAreNoneAreRefused(String odd) {
        String worker = voxlynx.platform().sandbox().token("worker-1", "agent-worker");
        String room = "odd-" + UUID.randomUUID() + odd + "-";
        voxlynx.worker()
                .post(
                        "/api/sessions",
                        TestSession.order(voxlynx.agentId().toString(), room).build())
                .require(201);
        String written = URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");

        for (String target : List.of("/api/sessions/by-room/", "/api/sessions?unknown=")) {
            assertThat(look(target + written, worker)).isEqualTo(200);
            assertThat(look(target + room, worker)).isEqualTo(400);
        }
    }

    private int look(String target, String bearer) {
        return Wire.ask(
                        server,
                        "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + bearer
                                + "\r\n\r\n")
                .orElseThrow()
                .status();
    }

    @Test
    void nobodyChangesToAnotherProtocolUnseen() {
        Answer upgraded = Wire.ask(
                        server,
                        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
                .orElseThrow();
        assertThat(upgraded.status()).isEqualTo(200);
        assertThat(Wire.ask(server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
                .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    @Test
    void aLongTargetOrManyHeadersAndParametersAreRefusedOrRead() {
        for (String refused : List.of(
                "GET /api/agents?q=" + "a".repeat(1 << 20) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                get("/health", "X-Long: " + "a".repeat(1 << 20) + "\r\n"),
                get("/health", "X-H: 1\r\n".repeat(300)),
                get("/health?" + "p=1&".repeat(1500), ""))) {
            Wire.ask(server, refused)
                    .ifPresent(refusal -> assertThat(refusal.status()).isEqualTo(400));
        }
        for (String read : List.of(
                get("/health?" + "p=1&".repeat(900), ""),
                get("/api/agents?x=" + "a".repeat(20_000), ""),
                get("/health", "X-Long: " + "a".repeat(20_000) + "\r\n"))) {
            assertThat(Wire.ask(server, read).orElseThrow().status()).isEqualTo(200);
        }
    }

    private String get(String target, String headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n" + headers
                + "\r\n";
    }

    private String request(String headers, String body) {
        return "POST /api/agents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\n" + headers + "\r\n\r\n" + body;
    }

    private static String lines(String text) {
        return text.replace("~", "\r\n");
    }
}
