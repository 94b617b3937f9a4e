package io.voxlynx.systemtests.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.Wire;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Corners that the other tests do not come to, where a server likes to show its own pages. That no answer of the whole
 * run tells too much or lacks a header is looked after by the harness itself, these included.
 */
@SystemTest
class AnswerHeadersIT {

    private final URI server;
    private final Api watched;

    AnswerHeadersIT(Installation voxlynx) {
        this.server = voxlynx.platform().baseUrl();
        this.watched = voxlynx.anonymous();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/WEB-INF",
                "/WEB-INF/",
                "//WEB-INF/web.xml",
                "/%57EB-INF/web.xml",
                "/docs/../WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/docs/nothing.html",
                "/docs/..%2f..%2fetc/passwd",
                "/api/..%2f..%2fWEB-INF/web.xml",
                "/api%2fagents",
                "/error",
                "/wildfly-services",
                "/wildfly-services/ejb/v1/invoke",
                "/console",
                "/management",
                "/.env",
                "/.git/config",
                "/api/application.wadl",
                "/api;x=y/agents",
                "/metrics",
                "/health/nothing"
            })
    void whatIsNotThereIsNotFoundInOneShape(String path) {
        Answer answer = Wire.ask(server, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .orElseThrow();

        Refusals.assertStandard(answer, 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /health",
        "POST, /health",
        "DELETE, /",
        "POST, /",
        "PROPFIND, /",
        "PROPFIND, /health",
        "PUT, /docs/x.html",
        "POST, /docs/",
        "DELETE, /docs/index.html",
        "MOVE, /docs/index.html",
        "POST, /openapi",
        "PUT, /openapi",
        "DELETE, /openapi/x",
        "POST, /nothing"
    })
    void outsideOfTheApiThereIsOnlyToLook(String method, String path) {
        Answer answer = Wire.ask(server, method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .orElseThrow();

        Refusals.assertStandard(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).hasValue("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/docs/", "/openapi", "/openapi/ui", "/docs"})
    void pagesAreGivenWithCare(String path) {
        Answer answer = watched.get(path);

        assertThat(answer.status()).isIn(200, 302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs", "/openapi/ui"})
    void whereARedirectLeadsIsNotForTheCallerToSay(String path) {
        Answer answer = Wire.ask(server, "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                .orElseThrow();

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).hasValue("/docs/");
    }

    @Test
    void theMethodsOfPagesAreToldWithoutTrace() {
        Answer answer = watched.send(watched.request("/docs/").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).hasValue("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/agents", "/docs/", "/openapi"})
    void nothingIsEchoed(String path) {
        Answer answer = Wire.ask(server, "TRACE " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Secret: canary\r\n\r\n")
                .orElseThrow();

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text()).isEmpty();
    }

    /** Refused by the server before anybody of ours sees it: a bare status and nothing else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /health HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /health HTTP/1.1\r\n\r\n",
                "GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void whatIsNoRequestGetsABareRefusal(String request) {
        Answer answer = Wire.ask(server, request).orElseThrow();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void overPlainHttpNobodyIsToldToUseHttps() {
        assertThat(watched.get("/health").header("Strict-Transport-Security")).isEmpty();
    }
}
