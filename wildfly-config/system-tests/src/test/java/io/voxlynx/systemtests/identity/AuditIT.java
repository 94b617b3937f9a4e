package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.Route;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestAgents;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refused access is in the audit log; what is hidden looks to the caller as if it were not there. */
@SystemTest
class AuditIT {

    private static final String AUDIT = "/api/audit";

    private final Installation voxlynx;
    private final Api admin;

    AuditIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.admin = voxlynx.admin();
    }

    @Test
    void whoeverShowsNothingIsRemembered() {
        Answer answer = voxlynx.anonymous().get("/api/assistants?q=secret");

        JsonObject entry = refusal(answer, 401, "access.unauthenticated", "GET /api/assistants");
        assertThat(entry.keySet()).doesNotContain("actor", "apiKey");
        assertThat(entry.getJsonObject("details").getString("reason")).isEqualTo("Nothing was proved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "vlx_nothing"})
    void whoeverShowsABadCredentialIsRemembered(String credential) {
        for (String path : List.of("/api/assistants", "/api/nothing-" + UUID.randomUUID())) {
            JsonObject entry =
                    refusal(voxlynx.anonymous().as(credential).get(path), 401, "access.unauthenticated", "GET " + path);
            assertThat(entry.getJsonObject("details").getString("reason")).isEqualTo("The credential is not accepted");
        }
    }

    @Test
    void whoeverComesWithAnExpiredTokenOrTheWrongSecretIsRemembered() {
        String expired = voxlynx.sandbox()
                .token(Json.createObjectBuilder()
                        .add("subject", "admin-1")
                        .add("role", "admin")
                        .add("ttlSeconds", -3600)
                        .build());

        refusal(voxlynx.anonymous().as(expired).get("/api/me"), 401, "access.unauthenticated", "GET /api/me");
        refusal(
                voxlynx.anonymous().as("not-the-secret").post("/api/scheduler/tick"),
                401,
                "access.unauthenticated",
                "POST /api/scheduler/tick");
    }

    @Test
    void aWebhookThatNobodySignedIsRemembered() {
        refusal(voxlynx.sandbox().deliver("{}", "00"), 401, "access.unauthenticated", "POST /api/webhooks/vapi");
        Api nobody = voxlynx.anonymous();
        refusal(
                nobody.send(nobody.request("/api/livekit/webhook")
                        .header("Content-Type", "application/json")
                        .header("Authorization", "garbage")
                        .POST(BodyPublishers.ofString("{}"))),
                401,
                "access.unauthenticated",
                "POST /api/livekit/webhook");
    }

    @Test
    void whoeverHasNotTheRoleIsRemembered() {
        JsonObject entry = refusal(voxlynx.voice().get("/api/users"), 403, "access.forbidden", "GET /api/users");

        assertThat(entry.getString("actor")).isEqualTo("voice-1");
        assertThat(entry.getJsonObject("details").getString("reason")).isNotBlank();
    }

    @Test
    void whoeverMayNotComeInIsRememberedWithTheReason() {
        UUID subject = UUID.randomUUID();

        Answer answer = voxlynx.supabase(subject, "operator").get("/api/campaigns");

        JsonObject entry = refusal(answer, 403, "access.forbidden", "GET /api/campaigns");
        assertThat(entry.getString("actor")).isEqualTo(subject.toString());
        assertThat(entry.getJsonObject("details").getString("reason"))
                .isEqualTo("An administrator has to allow you first");
    }

    @Test
    void whoeverSpeaksForSomebodyElseIsRemembered() {
        Api caller = voxlynx.voice2();
        HttpRequest.Builder call = caller.request("/api/calls/outbound")
                .header("Content-Type", "application/json")
                .header("x-user-id", "voice-1")
                .POST(BodyPublishers.ofString(Json.createObjectBuilder()
                        .add("phone_number", TestAgents.phoneNumber())
                        .add("agent_id", voxlynx.agentId().toString())
                        .build()
                        .toString()));

        JsonObject entry = refusal(caller.send(call), 403, "access.forbidden", "POST /api/calls/outbound");

        assertThat(entry.getString("actor")).isEqualTo("voice-2");
        assertThat(entry.getJsonObject("details").getString("reason")).contains("x-user-id");
    }

    static List<Route> ofOneCampaign() {
        return Route.where(Route::isOfOneCampaign);
    }

    @ParameterizedTest
    @MethodSource("ofOneCampaign")
    void whoeverReachesForAnothersCampaignIsRemembered(Route route) {
        UUID campaign = voxlynx.campaign(Contacts.of(1), 1).id();

        assertHidden(voxlynx.operator2(), route, campaign);
    }

    @Test
    void whoeverAsksForTheLineOfAnothersCampaignIsRemembered() {
        UUID campaign = voxlynx.campaign(Contacts.of(1), 1).id();

        refusal(
                voxlynx.operator2().get("/api/health/phone-line?campaignId=" + campaign),
                404,
                "access.foreign",
                "GET /api/health/phone-line");
    }

    static List<Route> ofOneAgent() {
        return Route.of("/api/agents/{id}");
    }

    @ParameterizedTest
    @MethodSource("ofOneAgent")
    void whoeverReachesForAnothersAgentIsRemembered(Route route) {
        assertHidden(voxlynx.voice2(), route, voxlynx.agentId());
    }

    static List<Route> ofOneSession() {
        return Route.where(route -> route.path().startsWith("/api/sessions/{id}"));
    }

    @ParameterizedTest
    @MethodSource("ofOneSession")
    void whoeverReachesForAnothersSessionIsRemembered(Route route) {
        TestSession session = TestSession.begin(voxlynx, voxlynx.voice(), null);

        assertHidden(voxlynx.voice2(), route, session.id());
    }

    static List<Route> ofOneCall() {
        return Route.where(route -> route.path().contains("call") && route.belowAnId());
    }

    @ParameterizedTest
    @MethodSource("ofOneCall")
    void whoeverReachesForAnothersCallIsRemembered(Route route) {
        TestSession call = TestSession.begin(voxlynx, voxlynx.voice(), "outbound");

        assertHidden(voxlynx.voice2(), route, call.id());
    }

    static List<Route> ofOneRoom() {
        return Route.where(route -> route.path().contains("{room}"));
    }

    @ParameterizedTest
    @MethodSource("ofOneRoom")
    void whoeverReachesForTheSessionInAnothersRoomIsRemembered(Route route) {
        TestSession session = TestSession.begin(voxlynx, voxlynx.voice(), null);

        assertHidden(voxlynx.voice2(), route, session.room().replace(" ", "%20"));
    }

    /** Bodies that name an agent, a room or a session of voice-1. */
    private Stream<HttpRequest.Builder> namingAnothers(Api caller) {
        TestSession session = TestSession.begin(voxlynx, voxlynx.voice(), null);
        String number = TestAgents.phoneNumber();
        String agent = voxlynx.voice()
                .post(
                        "/api/agents",
                        TestAgents.profile().add("phoneNumber", number).build())
                .require(201)
                .json()
                .getString("id");
        String own = voxlynx.agent(caller).getString("id");
        return Stream.of(
                body(
                        caller,
                        "/api/sessions",
                        TestSession.order(agent, TestSession.newRoom()).build()),
                body(
                        caller,
                        "/api/sessions",
                        TestSession.order(own, session.room()).build()),
                body(
                        caller,
                        "/api/livekit/token",
                        Json.createObjectBuilder()
                                .add("agentId", agent)
                                .add("roomName", "room-" + UUID.randomUUID())
                                .build()),
                body(
                        caller,
                        "/api/calls/outbound",
                        Json.createObjectBuilder()
                                .add("agent_id", agent)
                                .add("phone_number", TestAgents.phoneNumber())
                                .build()),
                body(
                        caller,
                        "/api/usage/events",
                        Json.createObjectBuilder()
                                .add("user_id", "voice-2")
                                .add("session_id", session.id().toString())
                                .add("agent_id", session.agentId())
                                .add("provider", "deepgram")
                                .add("event_type", "stt_minutes")
                                .add("usage_data", Json.createObjectBuilder().add("audio_duration_seconds", 1))
                                .build()),
                caller.request("/api/telephony/lookup?phone_number=" + number.replace("+", "%2B"))
                        .GET());
    }

    @Test
    void whoeverNamesWhatIsAnothersIsRemembered() {
        Api caller = voxlynx.voice2();
        namingAnothers(caller).forEach(request -> {
            HttpRequest sent = request.copy().build();
            refusal(
                    caller.send(request),
                    404,
                    "access.foreign",
                    sent.method() + " " + sent.uri().getRawPath());
        });
    }

    @Test
    void whatIsNotThereIsNoRefusal() {
        Answer answer = voxlynx.operator2().get("/api/campaigns/" + UUID.randomUUID());

        Refusals.assertStandard(answer, 404, "NOT_FOUND");
        assertThat(entriesOf(answer)).isEmpty();
    }

    @Test
    void isReadByAdminsOnly() {
        for (Api caller : List.of(voxlynx.operator(), voxlynx.voice(), voxlynx.worker())) {
            Refusals.assertStandard(caller.get(AUDIT), 403, "FORBIDDEN");
        }
    }

    @Test
    void isReadPageByPageNewestFirst() {
        String target = "GET /api/users/" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            voxlynx.voice().get(target.substring(4)).require(403);
        }

        JsonObject first = read("target=" + encoded(target) + "&limit=3");
        JsonObject second = read("target=" + encoded(target) + "&limit=3&before=" + first.getInt("next"));

        assertThat(first.getJsonArray("entries")).hasSize(3);
        assertThat(second.getJsonArray("entries")).hasSize(2);
        assertThat(second.keySet()).doesNotContain("next");
        assertThat(Stream.of(first, second)
                        .flatMap(page -> page.getJsonArray("entries").getValuesAs(JsonObject.class).stream())
                        .map(entry -> -entry.getInt("id")))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void isFilteredByActorActionAndTime() {
        String actor = "actor-" + UUID.randomUUID();
        voxlynx.caller(actor, "voice").get("/api/users").require(403);
        voxlynx.caller(actor, "voice").get("/api/agents/" + voxlynx.agentId()).require(404);

        assertThat(actions("actor=" + actor)).containsExactly("access.foreign", "access.forbidden");
        assertThat(actions("actor=" + actor + "&action=access.forbidden")).containsExactly("access.forbidden");
        assertThat(actions("actor=" + actor + "&from=2000-01-01&to=9999-01-01")).hasSize(2);
        assertThat(actions("actor=" + actor + "&to=2000-01-01")).isEmpty();
        assertThat(actions("actor=" + actor + "&from=9999-01-01")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=501, limit",
        "before=first, before",
        "before=9223372036854775807, before",
        "before=9223372036854775808, before",
        "from=yesterday, from",
        "to=2026-13-01, to",
        "actor=%00, actor"
    })
    void aParameterThatCannotBeUsedIsNamed(String query, String field) {
        Refusals.assertInvalid(admin.get(AUDIT + "?" + query), field);
    }

    @Test
    void isNeverChangedNotEvenByTheOwnerOfTheDatabase() {
        for (String statement : List.of(
                "update audit_log set actor = null", "delete from audit_log where id = 1", "truncate audit_log")) {
            assertThatThrownBy(() -> voxlynx.db().update(statement)).rootCause().hasMessageContaining("append-only");
        }
    }

    @Test
    void aRefusalStandsWhenItCannotBeWrittenDownAndTheServersLogSaysSo() throws IOException {
        UUID nobody = UUID.randomUUID();
        voxlynx.db()
                .update("alter table audit_log add constraint unwritable check (target not like '%" + nobody
                        + "%') not valid");
        try {
            Answer answer = voxlynx.voice().get("/api/users/" + nobody);

            Refusals.assertStandard(answer, 403, "FORBIDDEN");
            assertThat(entriesOf(answer)).isEmpty();
            assertThat(Files.readString(voxlynx.platform().node(0).log()))
                    .containsPattern(answer.header("X-Request-Id").orElseThrow()
                            + ".*A refusal could not be written to the audit log");
        } finally {
            voxlynx.db().update("alter table audit_log drop constraint unwritable");
        }
    }

    /** The same answer as for what is not there, and an entry that says what it was. */
    private void assertHidden(Api caller, Route route, Object anothers) {
        Answer hidden = caller.send(route.request(caller, anothers));
        String path = route.path(anothers);
        JsonObject entry = refusal(hidden, 404, "access.foreign", route.method() + " " + path);
        assertThat(entry.keySet()).contains("actor");

        Answer absent = caller.send(route.request(caller));
        assertThat(absent.error().getString("message")).isEqualTo(hidden.error().getString("message"));
        assertThat(absent.error().getJsonObject("details").keySet())
                .isEqualTo(hidden.error().getJsonObject("details").keySet());
        assertThat(entriesOf(absent)).isEmpty();
    }

    private JsonObject refusal(Answer answer, int status, String action, String target) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        List<JsonObject> entries = entries("target=" + encoded(target)).stream()
                .filter(entry -> entry.getString("requestId").equals(requestId(answer)))
                .toList();
        assertThat(entries).as(answer.toString()).hasSize(1);
        JsonObject entry = entries.get(0);
        assertThat(entry.getString("action")).isEqualTo(action);
        assertThat(entry.getString("address")).isEqualTo("127.0.0.1");
        return entry;
    }

    private List<JsonObject> entriesOf(Answer answer) {
        return entries("limit=20").stream()
                .filter(entry -> requestId(answer).equals(entry.getString("requestId", null)))
                .toList();
    }

    private List<String> actions(String query) {
        return entries(query).stream().map(entry -> entry.getString("action")).toList();
    }

    private List<JsonObject> entries(String query) {
        return read(query).getJsonArray("entries").getValuesAs(JsonObject.class);
    }

    private JsonObject read(String query) {
        return admin.get(AUDIT + "?" + query).require(200).json();
    }

    private static HttpRequest.Builder body(Api caller, String path, JsonObject body) {
        return caller.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    private static String requestId(Answer answer) {
        return answer.header("X-Request-Id").orElseThrow();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
