package io.voxlynx.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.BareRequest;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.Route;
import io.voxlynx.systemtests.harness.RowCounts;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint is given what it cannot use, answers with one kind of error, and nothing stays behind. */
@SystemTest
class BadInputIT {

    private static final int ORDINARY_LIMIT = 1 << 20;
    private static final long UPLOAD_LIMIT = (200L << 20) + (64L << 10);

    private static UUID campaignId;

    private final Installation voxlynx;
    private final String token;
    private final Api admin;
    private RowCounts before;

    BadInputIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.token = voxlynx.platform().sandbox().token("admin-1", "admin");
        this.admin = voxlynx.anonymous().as(token);
    }

    @BeforeAll
    static void haveACampaignAndAnAssistant(Installation voxlynx) {
        campaignId = voxlynx.campaign(Contacts.of(1), 1).id();
    }

    @BeforeEach
    void count() {
        before = RowCounts.of(voxlynx.db());
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(RowCounts.of(voxlynx.db())).isEqualTo(before);
    }

    static List<Route> belowAnId() {
        return Route.where(Route::belowAnId);
    }

    static List<Route> withABody() {
        return Route.where(route -> route.sends() != null);
    }

    static List<Route> withAJsonBody() {
        return Route.where(route -> "application/json".equals(route.sends()));
    }

    static List<Route> answering() {
        return Route.where(route -> route.answers() != null && route.path().startsWith("/api/"));
    }

    static Stream<Route> onePerPath() {
        return Route.ALL.stream()
                .map(Route::path)
                .filter(path -> path.startsWith("/api/"))
                .distinct()
                .map(path -> Route.of(path).get(0));
    }

    @ParameterizedTest
    @MethodSource("belowAnId")
    void anUnknownIdIsNotFound(Route route) {
        Refusals.assertStandard(admin.send(route.request(admin)), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @MethodSource("belowAnId")
    void anIdThatIsNoneIsNamed(Route route) {
        for (String id : List.of("42", "1-1-1-1-1", "0195a8f0-0000-7000-8000-00000000000g", "null")) {
            Refusals.assertInvalid(admin.send(route.request(admin, id)), "id");
        }
    }

    /** Method and path, then the bodies, then what the details name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST  | /api/assistants        | {"config":{}}                                                  | name
            POST  | /api/assistants        | {"name":"x"}                                                   | config
            POST  | /api/assistants        | {"name":null,"config":{}}                                      | name
            POST  | /api/assistants        | {"name":"  ","config":{}}                                      | name
            POST  | /api/assistants        | {"name":5,"config":{}}                                         | name
            POST  | /api/assistants        | {"name":["x"],"config":{}}                                     | name
            POST  | /api/assistants        | {"name":"12345678901234567890123456789012345678901","config":{}} | name
            POST  | /api/assistants        | {"name":"a\\u0000b","config":{}}                               | name
            POST  | /api/assistants        | {"name":"a\\ud800b","config":{}}                               | name
            POST  | /api/assistants        | {"name":"x","config":"gpt-4"}                                  | config
            POST  | /api/assistants        | {"name":"x","config":[]}                                       | config
            POST  | /api/assistants        | {"name":"x","config":{"model":4}}                              | model
            POST  | /api/assistants        | {"name":"x","config":{"model":""}}                             | config.model
            POST  | /api/assistants        | {"name":"x","config":{"systemPrompt":"a\\u0000"}}              | config.systemPrompt
            POST  | /api/assistants        | {"name":"x","config":{"voice":"sarah"}}                        | voice
            POST  | /api/assistants        | {"name":"x","config":{"voice":{"provider":"11labs"}}}          | config.voice.voiceId
            POST  | /api/assistants        | {"name":"x","config":{"voice":{"provider":1,"voiceId":"a"}}}   | provider
            POST  | /api/assistants        | {"name":"x","config":{"options":{"recordingEnabled":"yes"}}}   | recordingEnabled
            POST  | /api/assistants/import | {}                                                             | providerAssistantId
            POST  | /api/assistants/import | {"providerAssistantId":""}                                     | providerAssistantId
            POST  | /api/assistants/import | {"providerAssistantId":7}                                      | providerAssistantId
            POST  | /api/assistants/import | {"providerAssistantId":"sandbox-assistant-2","name":" "}       | name
            POST  | /api/assistants/import | {"providerAssistantId":"sandbox-assistant-2","name":true}      | name
            POST  | /api/assistants/import | {"providerAssistantId":"a\\u0000b"}                            | providerAssistantId
            PATCH | /api/assistants/{id}   | {"name":""}                                                    | name
            PATCH | /api/assistants/{id}   | {"name":{}}                                                    | name
            PATCH | /api/assistants/{id}   | {"name":"a\\u0000b"}                                           | name
            PATCH | /api/assistants/{id}   | {"active":"false"}                                             | active
            PATCH | /api/assistants/{id}   | {"active":0}                                                   | active
            PATCH | /api/assistants/{id}   | {"config":{"model":""}}                                        | config.model
            PATCH | /api/assistants/{id}   | {"config":false}                                               | config
            POST  | /api/livekit/token | {"roomName":"r"}                                                    | agentId
            POST  | /api/livekit/token | {"agentId":"42","roomName":"r"}                                     | agentId
            POST  | /api/livekit/token | {"agentId":"0195a8f0-0000-7000-8000-000000000000"}                  | roomName
            POST  | /api/livekit/token | {"agentId":"0195a8f0-0000-7000-8000-000000000000","roomName":5}     | roomName
            POST  | /api/livekit/token | {"agentId":"0195a8f0-0000-7000-8000-000000000000","roomName":"a b"} | roomName
            POST  | /api/telephony/outbound/call | {"phone_number":"+12125550100"}                           | agent_id
            POST  | /api/telephony/outbound/call | {"agent_id":[],"phone_number":"+12125550100"}             | agent_id
            POST  | /api/telephony/outbound/call | {"agent_id":"0195a8f0-0000-7000-8000-000000000000"}       | phone_number
            POST  | /api/calls/outbound | {"agent_id":"x","phone_number":"+12125550100"}                     | agent_id
            POST  | /api/calls/outbound | {"agent_id":"0195a8f0-0000-7000-8000-000000000000","phone_number":5} | phone_number
            POST  | /api/calls/outbound | {"agent_id":"0195a8f0-0000-7000-8000-000000000000","phone_number":"+12125550100","callback_url":"ftp://x"} | callback_url
            POST  | /api/calls/outbound | {"agent_id":"0195a8f0-0000-7000-8000-000000000000","phone_number":"+12125550100","callback_url":"a\\u0000b"} | callback_url
            POST  | /api/sessions/{id}/transfer | {"type":"warm"}                                            | phone_number
            POST  | /api/sessions/{id}/transfer | {"phone_number":"+12125550100"}                            | type
            POST  | /api/sessions/{id}/transfer | {"phone_number":"+12125550100","type":1}                   | type
            PATCH | /api/campaigns/{c} | {}                                                                 | cap
            PATCH | /api/campaigns/{c} | {"cap":"3"}                                                        | cap
            PATCH | /api/campaigns/{c} | {"webhookUrl":5}                                                   | webhookUrl
            PATCH | /api/campaigns/{c} | {"webhookUrl":"ftp://x"}                                           | webhookUrl
            PATCH | /api/campaigns/{c} | {"webhookUrl":"http://10.0.0.1/"}                                  | webhookUrl
            PATCH | /api/campaigns/{c} | {"webhookUrl":"a\\u0000b"}                                         | webhookUrl
            PATCH | /api/campaigns/{c} | {"webhookEvents":["session.ended"]}                                | webhookEvents
            PATCH | /api/campaigns/{c} | {"webhookEvents":[null]}                                           | webhookEvents
            PATCH | /api/campaigns/{c} | {"webhookEvents":"call.ended"}                                     | webhookEvents
            PATCH | /api/me | {}                                                                            | webhookUrl
            PATCH | /api/me | {"webhookUrl":"http://user:word@receiver.example/"}                           | webhookUrl
            POST  | /api/webhooks/test | {}                                                                 | webhookUrl
            POST  | /api/webhooks/test | {"webhookUrl":"http://169.254.169.254/"}                           | webhookUrl
            POST  | /api/webhooks/test | {"campaignId":"x"}                                                 | campaignId
            POST  | /api/webhooks/resend | {}                                                    | campaignId
            POST  | /api/webhooks/resend | {"host":5}                                            | host
            POST  | /api/webhooks/resend | {"host":"x","from":"yesterday"}                       | from
            POST  | /api/campaigns/{c}/start | {"holdForConfirmation":"true"}                               | holdForConfirmation
            POST  | /api/campaigns/{c}/start | {"holdForConfirmation":1}                                    | holdForConfirmation
            """)
    void aBodyWithAWrongMemberIsRefusedWithItsName(String method, String path, String body, String field) {
        Refusals.assertInvalid(send(method, path, "application/json", body), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"campaignId\":\"42\"}", "{\"campaignId\":42}"})
    void aTickOfACampaignIdThatIsNoneIsRefused(String body) {
        Refusals.assertStandard(send("POST", "/api/scheduler/tick", "application/json", body), 400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @MethodSource("withAJsonBody")
    void aBodyThatIsNoJsonObjectIsRefused(Route route) {
        for (String body : List.of("{", "{\"name\":", "[]", "\"text\"", "42", "nul", "\u0000")) {
            Answer answer = send(route.method(), route.path(), "application/json", body);
            Refusals.assertStandard(answer, 400, "VALIDATION_ERROR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/assistants", "/api/assistants/import"})
    void aBodyThatIsNeededAndMissingIsRefused(String path) {
        for (String body : List.of("", "null", " ")) {
            Refusals.assertStandard(send("POST", path, "application/json", body), 400, "VALIDATION_ERROR");
        }
        Refusals.assertStandard(admin.post(path), 400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /api/assistants?page=0,                      page
            /api/assistants?page=-1,                     page
            /api/assistants?page=one,                    page
            /api/assistants?page=1.5,                    page
            /api/assistants?page=99999999999,            page
            /api/assistants?page=,                       page
            /api/assistants?limit=0,                     limit
            /api/assistants?limit=101,                   limit
            /api/assistants?limit=x,                     limit
            /api/assistants?active=yes,                  active
            /api/assistants?q=%00,                       q
            /api/webhooks/deliveries?limit=501,          limit
            /api/webhooks/deliveries?state=DEAD,         state
            /api/webhooks/deliveries?event=call.lost,    event
            /api/webhooks/deliveries?event=usage.recorded, event
            /api/webhooks/deliveries?before=1,           before
            /api/webhooks/deliveries?before=0195a8f0-0000-7000-8000-000000000000, before
            /api/webhooks/deliveries?campaignId=x,       campaignId
            /api/webhooks/deliveries?from=yesterday,     from
            /api/campaigns?page=0,                       page
            /api/campaigns?limit=101,                    limit
            /api/campaigns?status=running,               status
            /api/campaigns?status=ASLEEP,                status
            /api/campaigns?search=%00,                   search
            /api/campaigns/{c}/contacts?page=0,          page
            /api/campaigns/{c}/contacts?limit=501,       limit
            /api/campaigns/{c}/contacts?status=OVER,     status
            /api/campaigns/{c}/contacts?batch=first,     batch
            /api/campaigns/{c}/contacts?search=%00,      search
            /api/campaigns/{c}/export.csv?raw=maybe,     raw
            /api/health/phone-line,                      phoneNumberId
            /api/health/phone-line?campaignId=42,        campaignId
            """)
    void aParameterThatCannotBeUsedIsNamed(String path, String field) {
        Refusals.assertInvalid(admin.get(filled(path)), field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/assistants?page=2147483647&limit=100",
                "/api/campaigns?page=2147483647&limit=100",
                "/api/campaigns/{c}/contacts?page=2147483647&limit=500"
            })
    void aPageFarBehindTheLastIsEmpty(String path) {
        JsonObject page = admin.get(filled(path)).require(200).json();

        assertThat(page.values()).anyMatch(value -> value.toString().equals("[]"));
    }

    @ParameterizedTest
    @MethodSource("withABody")
    void aBodyAnnouncedAsTooLongIsNotEvenRead(Route route) {
        long tooLong = 1 + (route.sends().startsWith("multipart") ? UPLOAD_LIMIT : ORDINARY_LIMIT);

        Answer answer = BareRequest.of(route.method(), filled(route.path()))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", route.sends())
                .header("Content-Length", tooLong)
                .send(admin.base());

        Refusals.assertStandard(answer, 413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @MethodSource("withAJsonBody")
    void aBodyThatTurnsOutTooLongIsRefused(Route route) {
        byte[] body = ("{\"name\":\"" + "x".repeat(ORDINARY_LIMIT) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder chunked = admin.request(filled(route.path()))
                .header("Content-Type", "application/json")
                .method(route.method(), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        Refusals.assertStandard(admin.send(chunked), 413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @MethodSource("withABody")
    void aBodyOfAnotherMediaTypeIsRefused(Route route) {
        String[] wrong = route.sends().equals("application/json")
                ? new String[] {"text/plain", "application/xml", "multipart/form-data; boundary=b"}
                : new String[] {"application/json", "text/csv", "application/x-www-form-urlencoded"};
        for (String type : wrong) {
            Refusals.assertStandard(send(route.method(), route.path(), type, "{}"), 415, "UNSUPPORTED_MEDIA_TYPE");
        }
    }

    @ParameterizedTest
    @MethodSource("answering")
    void whoAcceptsOnlyWhatThereIsNotIsTold(Route route) {
        String other = route.answers().equals("text/csv") ? "application/json" : "text/csv";
        for (String accepted : List.of(other, "image/png")) {
            HttpRequest.Builder request = route.request(admin, idFor(route)).header("Accept", accepted);
            Refusals.assertStandard(admin.send(request), 406, "NOT_ACCEPTABLE");
        }
    }

    @ParameterizedTest
    @MethodSource("onePerPath")
    void aMethodThatIsNotThereIsRefusedWithThoseThatAre(Route route) {
        Answer answer = admin.send(
                admin.request(filled(route.path())).method(route.absentMethod(), BodyPublishers.ofString("{}")));

        Refusals.assertStandard(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed.split(", *"))
                        .containsAll(Route.of(route.path()).stream()
                                .map(Route::method)
                                .toList()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/nothing",
                "/api/assistants/{a}/nothing",
                "/api/campaigns/{c}/nothing",
                "/api/campaigns/{c}/export.xml",
                "/api/webhooks",
                "/api/webhooks/other",
                "/api/health",
                "/nothing",
                "/error",
                "/health/nothing"
            })
    void aPathThatIsNotThereIsNotFound(String path) {
        Refusals.assertStandard(admin.get(filled(path)), 404, "NOT_FOUND");
    }

    @Test
    void theCallersOwnRequestIdIsInTheError() {
        Answer answer = admin.send(admin.request("/api/nothing")
                .header("X-Request-Id", "order-4711.a_b")
                .GET());

        assertThat(Refusals.assertStandard(answer, 404, "NOT_FOUND").getString("requestId"))
                .isEqualTo("order-4711.a_b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with spaces in it", "{\"json\":\"breaker\"}"})
    void aRequestIdThatCouldDoHarmIsNotTakenOver(String offered) {
        Answer answer = admin.send(
                admin.request("/api/nothing").header("X-Request-Id", offered).GET());

        assertThat(Refusals.assertStandard(answer, 404, "NOT_FOUND").getString("requestId"))
                .isNotEqualTo(offered);
    }

    private Answer send(String method, String path, String contentType, String body) {
        if (path.equals("/api/webhooks/vapi")) {
            return admin.send(admin.request(path)
                    .header("Content-Type", contentType)
                    .header("X-Signature", voxlynx.sandbox().signature(body))
                    .POST(BodyPublishers.ofString(body)));
        }
        if (path.equals("/api/livekit/webhook")) {
            return admin.send(voxlynx.anonymous()
                    .request(path)
                    .header("Content-Type", contentType)
                    .header("Authorization", voxlynx.liveKit().authorization(body))
                    .POST(BodyPublishers.ofString(body)));
        }
        return admin.send(admin.request(filled(path))
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofString(body)));
    }

    private Object idFor(Route route) {
        return route.isOfCampaigns() ? campaignId : voxlynx.assistantId();
    }

    private String filled(String path) {
        String below = path.startsWith("/api/assistants") ? voxlynx.assistantId() : campaignId.toString();
        return path.replace("{id}", below)
                .replace("{room}", "no-such-room")
                .replace("{c}", campaignId.toString())
                .replace("{a}", below);
    }
}
