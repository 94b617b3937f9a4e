package io.voxlynx.systemtests.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestAgents;
import io.voxlynx.systemtests.harness.TestCampaign;
import io.voxlynx.systemtests.harness.Wire;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers write is a text wherever it goes: in messages, in headers, in file names, in paths and in the log. */
@SystemTest
class InjectionIT {

    private final Installation voxlynx;
    private final Api voice;

    InjectionIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.voice = voxlynx.voice();
    }

    /** Messages of Bean Validation are templates; values that were put into them would be carried out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "${1234*4321}",
                "#{1234*4321}",
                "${''.getClass().forName('Runtime')}",
                "${validatedValue}",
                "${formatter.format('%1$9999s', 1)}",
                "{max}",
                "{jakarta.validation.constraints.NotNull.message}",
                "\\${1234*4321}",
                "%s%n%1$x",
                "$1$0",
                "{0}"
            })
    void noMessageCarriesOutWhatItTells(String expression) {
        Api admin = unwatched("admin-1", "admin");
        String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8).replace("+", "%20");
        JsonObject agent = Json.createObjectBuilder(TestAgents.profile().build())
                .add("phoneNumber", expression)
                .build();
        JsonObject provider = Json.createObjectBuilder(TestAgents.profile().build())
                .add("sttProvider", expression)
                .build();
        String twice = "{" + Json.createValue(expression) + ":{\"a\":1,\"a\":2}}";
        JsonObject transfer = Json.createObjectBuilder()
                .add("phone_number", expression)
                .add("type", expression)
                .build();

        Stream.of(
                        admin.post("/api/agents", agent),
                        admin.post("/api/agents", provider),
                        admin.post("/api/agents", "application/json", twice),
                        admin.post("/api/sessions/" + UUID.randomUUID() + "/transfer", transfer),
                        admin.get("/api/campaigns?status=" + encoded),
                        admin.get("/api/campaigns?page=" + encoded),
                        admin.get("/api/costs/timeline?period=" + encoded),
                        admin.get("/api/sessions?start_date=" + encoded),
                        admin.get("/api/agents/" + encoded),
                        admin.get("/api/health/phone-line?campaignId=" + encoded))
                .forEach(answer -> {
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
                    assertThat(answer.text()).doesNotContain("5332114", "class java");
                    details(answer, "value")
                            .ifPresent(value -> assertThat(value).isEqualTo(expression));
                });
    }

    /** A line of the log is ours alone: nobody writes one by a line's end in what he says. */
    @Test
    void nobodyWritesALineOfTheLog() throws IOException {
        String forged = "FORGED-" + UUID.randomUUID();
        String line = "x\r\n" + forged + " INFO all is well\n" + forged;
        String encoded = URLEncoder.encode(line, StandardCharsets.UTF_8);
        Api admin = voxlynx.admin();

        admin.get("/api/agents/" + encoded);
        admin.get("/api/nothing/" + encoded);
        admin.get("/api/campaigns?status=" + encoded);
        voxlynx.anonymous().get("/api/agents?" + encoded);
        voice.post("/api/agents", TestAgents.profile().add("name", line).build());
        voice.post("/api/agents", TestAgents.profile().add("sttProvider", line).build());
        voxlynx.sandbox()
                .deliver("{\"message\":{\"type\":" + Json.createValue(line) + ",\"call\":{\"id\":"
                        + Json.createValue(line) + "}}}");
        voxlynx.caller(line, "operator").get("/api/campaigns");
        voxlynx.campaign(
                ("name,business_name,phone\n\"" + line + "\",x,"
                                + Contacts.of(1).phones().get(0) + "\n")
                        .getBytes(StandardCharsets.UTF_8),
                Json.createObjectBuilder(voxlynx.order(1, "continuous"))
                        .add("name", line)
                        .build());
        for (String header : List.of("User-Agent", "X-Forwarded-For", "Referer", "X-Message-Id", "Origin")) {
            admin.send(admin.request("/api/agents").header(header, encoded).GET());
        }
        Wire.ask(voxlynx.platform().baseUrl(), "GET /" + forged + "\r\n" + forged + ": x\r\n\r\n");

        try (Stream<String> lines = Files.lines(voxlynx.platform().node(0).log(), StandardCharsets.UTF_8)) {
            assertThat(lines.filter(written -> written.startsWith(forged))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nX-Forged: 1",
                "x\nX-Forged: 1",
                "\"; filename=\"forged.exe",
                "../../forged.csv",
                "Übung – 演習 😀",
                "<script>alert(1)</script>",
                "%0d%0aX-Forged:%201"
            })
    void aCampaignsNameIsInNoHeader(String name) {
        TestCampaign campaign = voxlynx.campaign(
                Contacts.of(1).csv(),
                Json.createObjectBuilder(voxlynx.order(1, "continuous"))
                        .add("name", name)
                        .build());

        for (String file : List.of("/export.csv", "/import-report.csv")) {
            Answer answer = voxlynx.operator().get(campaign.path() + file).require(200);
            assertThat(answer.header("Content-Disposition"))
                    .hasValueSatisfying(disposition -> assertThat(disposition)
                            .matches("attachment; filename=\"[a-z-]+-" + campaign.id() + "\\.csv\""));
            assertThat(answer.header("X-Forged")).isEmpty();
        }
        assertThat(campaign.detail().getString("name")).isEqualTo(name.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Request-Id: abcdefgh%0d%0aX-Forged: 1",
                "X-Request-Id: <script>alert(1)</script>",
                "X-Request-Id: abcdefghi; HttpOnly",
                "X-Request-Id: \u00e4\u00f6\u00fc\u00e4\u00f6\u00fc\u00e4\u00f6",
                "x-user-id: voice-1%0d%0aX-Forged: 1",
                "x-user-id: voice-1, voice-2",
                "x-user-id: ../voice-1",
                "Idempotency-Key: a%0d%0aX-Forged: 1",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: javascript",
                "X-Original-URL: /api/users",
                "X-Rewrite-URL: /api/users",
                "Forwarded: host=evil.example",
                "X-HTTP-Method: DELETE"
            })
    void noHeaderOfTheRequestBecomesOneOfTheAnswer(String header) {
        Answer answer = Wire.ask(
                        voxlynx.platform().baseUrl(),
                        "GET /api/agents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + voxlynx.platform().sandbox().token("voice-1", "voice") + "\r\n" + header
                                + "\r\n\r\n")
                .orElseThrow();

        assertThat(answer.status()).as(answer.toString()).isIn(200, 400, 403);
        assertThat(answer.headers().map().toString())
                .doesNotContain("Forged", "evil.example", "script", "HttpOnly", "\u00e4");
        if (answer.status() == 200) {
            assertThat(answer.json().keySet()).contains("agents");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2f..%2fetc%2fpasswd",
                "%2e%2e%2f%2e%2e%2fusers",
                "..%5c..%5cusers",
                "....//....//users",
                "..;/users",
                "%252e%252e%252fusers",
                "%c0%ae%c0%ae%c0%afusers",
                "a%00b",
                "a%0d%0ab",
                "%e2%80%ae",
                "%ff%fe",
                "' or '1'='1",
                "'; drop table agents; --",
                "*",
                "(|(a=b))",
                "a%20b"
            })
    void anIdOrARoomIsNoPath(String id) {
        String target = id.replace(" ", "%20").replace("|", "%7c");
        for (String path : List.of(
                "/api/agents/",
                "/api/campaigns/",
                "/api/sessions/",
                "/api/sessions/by-room/",
                "/api/assistants/",
                "/api/telephony/outbound/call/",
                "/docs/",
                "/openapi/")) {
            Optional<Answer> answer = Wire.ask(
                    voxlynx.platform().baseUrl(),
                    "GET " + path + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + voxlynx.platform().sandbox().token("voice-1", "voice") + "\r\n\r\n");

            assertThat(answer).hasValueSatisfying(given -> {
                // Only the document is the same under every path below it.
                assertThat(given.status()).as(path + target).isIn(path.equals("/openapi/") ? 200 : 400, 400, 403, 404);
                assertThat(given.text()).doesNotContain("root:", "\"users\":");
            });
        }
        assertThat(voxlynx.db().count("select count(*) from agents")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void aMethodIsNotReplacedByAHeader(String header) {
        JsonObject agent = voxlynx.agent(voice);
        String path = "/api/agents/" + agent.getString("id");
        // The document foresees no OPTIONS.
        Api unwatched = unwatched("voice-1", "voice");

        for (String method : List.of("GET", "POST", "OPTIONS")) {
            Answer answer = unwatched.send(unwatched
                    .request(path + "?_method=DELETE&method=DELETE")
                    .header(header, "DELETE")
                    .method(method, BodyPublishers.noBody()));
            assertThat(answer.status()).as(answer.toString()).isIn(200, 405);
        }
        assertThat(voice.get(path).require(200).json()).isEqualTo(agent);
    }

    private Api unwatched(String subject, String role) {
        return Api.of(voxlynx.platform().baseUrl())
                .as(voxlynx.platform().sandbox().token(subject, role));
    }

    private static Optional<String> details(Answer answer, String member) {
        return Optional.ofNullable(answer.error().getJsonObject("details").getString(member, null));
    }
}
