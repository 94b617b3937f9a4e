package io.voxlynx.systemtests.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.BareRequest;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of one other origin may use the API, as the installation says; those of all others learn nothing. */
@SystemTest
class CorsIT {

    private final Installation voxlynx;
    private final Api nobody;
    private final Api operator;

    CorsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        // Questions before the question are no operations, so no document foresees them.
        this.nobody = voxlynx.undocumented(voxlynx.anonymous());
        this.operator = voxlynx.operator();
    }

    @Test
    void theAllowedOriginIsAnsweredBeforeItAsksWithoutAToken() {
        Answer answer = preflight("/api/campaigns", Installation.ALLOWED_ORIGIN, "POST");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(Installation.ALLOWED_ORIGIN);
        assertThat(list(answer, "Access-Control-Allow-Methods"))
                .containsExactly("delete", "get", "head", "patch", "post", "put");
        assertThat(list(answer, "Access-Control-Allow-Headers"))
                .containsExactly(
                        "authorization", "content-type", "idempotency-key", "traceparent", "x-request-id", "x-user-id");
        assertThat(answer.header("Access-Control-Max-Age"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.header("Vary")).hasValue("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://app.example.com.evil.example",
                "https://evil-app.example.com",
                "https://APP.example.com",
                "https://app.example.com/",
                "null",
                "*"
            })
    void everyOtherOriginIsNot(String origin) {
        for (String path : Set.of("/api/campaigns", "/api/webhooks/vapi", "/health", "/api/nothing")) {
            Answer before = preflight(path, origin, "POST");
            Refusals.assertStandard(before, 403, "FORBIDDEN");
            assertSilent(before);
        }
        Answer asked = operator.send(
                operator.request("/api/campaigns").header("Origin", origin).GET());
        asked.require(200);
        assertSilent(asked);
    }

    @Test
    void twoOriginsAreNone() {
        Answer answer = BareRequest.of("GET", "/health")
                .header("Origin", Installation.ALLOWED_ORIGIN)
                .header("Origin", "https://evil.example")
                .send(voxlynx.platform().baseUrl());

        assertSilent(answer);
    }

    @Test
    void theAnswersThemselvesSayItTooAndWhatScriptsMayRead() {
        Answer answer = operator.send(operator.request("/api/campaigns")
                .header("Origin", Installation.ALLOWED_ORIGIN)
                .GET());

        answer.require(200);
        assertOpen(answer);
        assertThat(list(answer, "Access-Control-Expose-Headers"))
                .contains(
                        "content-disposition",
                        "ratelimit-limit",
                        "ratelimit-remaining",
                        "ratelimit-reset",
                        "retry-after",
                        "x-request-id",
                        "x-trace-id");
    }

    /** A script that cannot read an error cannot tell its user what is wrong. */
    @ParameterizedTest
    @CsvSource({
        "GET,    /api/campaigns,                                      '',      '',   401",
        "GET,    /api/campaigns,                                      garbage, '',   401",
        "GET,    /api/agents,                                         token,   '',   403",
        "GET,    /api/nothing,                                        token,   '',   404",
        "GET,    /nothing,                                            token,   '',   404",
        "GET,    /api/campaigns/0195a8f0-0000-7000-8000-000000000000, token,   '',   404",
        "DELETE, /api/campaigns,                                      token,   '',   405",
        "POST,   /api/campaigns,                                      token,   '{}', 415",
        "POST,   /api/webhooks/vapi,                                  token,   '{',  401"
    })
    void errorsSayItToo(String method, String path, String credentials, String body, int status) {
        Api caller = credentials.equals("token") ? operator : nobody.as(credentials.isEmpty() ? null : credentials);

        Answer answer = caller.send(caller.request(path)
                .header("Origin", Installation.ALLOWED_ORIGIN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertOpen(answer);
    }

    @Test
    void aBodyTooLargeSaysItToo() {
        Answer answer = BareRequest.of("POST", "/api/campaigns/x/start")
                .header(
                        "Authorization",
                        "Bearer " + voxlynx.platform().sandbox().token("operator-1", "operator"))
                .header("Origin", Installation.ALLOWED_ORIGIN)
                .header("Content-Length", 1 << 30)
                .send(voxlynx.platform().baseUrl());

        Refusals.assertStandard(answer, 413, "PAYLOAD_TOO_LARGE");
        assertOpen(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/openapi?format=JSON", "/docs/", "/openapi/ui"})
    void thePagesAreForNoOtherOrigin(String path) {
        for (String origin : Set.of("https://evil.example", Installation.ALLOWED_ORIGIN)) {
            Answer answer =
                    nobody.send(nobody.request(path).header("Origin", origin).GET());

            assertThat(answer.status()).isLessThan(400);
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.header("Access-Control-Allow-Origin"))
                    .satisfiesAnyOf(
                            named -> assertThat(named).isEmpty(),
                            named -> assertThat(named).hasValue(Installation.ALLOWED_ORIGIN));
        }
    }

    @Test
    void whoAsksForTheMethodsAloneIsToldThem() {
        Answer answer = nobody.send(nobody.request("/api/campaigns").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Allow"))
                .hasValueSatisfying(
                        allowed -> assertThat(allowed).contains("GET", "POST").doesNotContain("TRACE"));
        assertSilent(answer);
    }

    private Answer preflight(String path, String origin, String method) {
        return nobody.send(nobody.request(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static void assertOpen(Answer answer) {
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(Installation.ALLOWED_ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.headers().allValues("Vary")).containsExactly("Origin");
    }

    private static void assertSilent(Answer answer) {
        assertThat(answer.headers().map().keySet())
                .as(answer.toString())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    private static Set<String> list(Answer answer, String header) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : answer.header(header).orElse("").split(",")) {
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
