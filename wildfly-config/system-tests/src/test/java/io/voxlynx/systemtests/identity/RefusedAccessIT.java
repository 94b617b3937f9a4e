package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refused access is in the audit log; what is hidden looks to the caller as if it were not there. */
@SystemTest
class RefusedAccessIT {

    private final Installation voxlynx;
    private final AuditLog audit;

    RefusedAccessIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.audit = new AuditLog(voxlynx.admin());
    }

    @Test
    void whoeverShowsNothingIsRemembered() {
        Answer answer = voxlynx.anonymous().get("/api/assistants?q=secret");

        JsonObject entry = audit.refusal(answer, 401, "access.unauthenticated", "GET /api/assistants");
        assertThat(entry.keySet()).doesNotContain("actor", "apiKey");
        assertThat(entry.getJsonObject("details").getString("reason")).isEqualTo("Nothing was proved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "vlx_nothing"})
    void whoeverShowsABadCredentialIsRemembered(String credential) {
        for (String path : List.of("/api/assistants", "/api/nothing-" + UUID.randomUUID())) {
            JsonObject entry = audit.refusal(
                    voxlynx.anonymous().as(credential).get(path), 401, "access.unauthenticated", "GET " + path);
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

        audit.refusal(voxlynx.anonymous().as(expired).get("/api/me"), 401, "access.unauthenticated", "GET /api/me");
        audit.refusal(
                voxlynx.anonymous().as("not-the-secret").post("/api/scheduler/tick"),
                401,
                "access.unauthenticated",
                "POST /api/scheduler/tick");
    }

    @Test
    void aWebhookThatNobodySignedIsRemembered() {
        audit.refusal(voxlynx.sandbox().deliver("{}", "00"), 401, "access.unauthenticated", "POST /api/webhooks/vapi");
        Api nobody = voxlynx.anonymous();
        audit.refusal(
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
        JsonObject entry = audit.refusal(voxlynx.voice().get("/api/users"), 403, "access.forbidden", "GET /api/users");

        assertThat(entry.getString("actor")).isEqualTo("voice-1");
        assertThat(entry.getJsonObject("details").getString("reason")).isNotBlank();
    }

    @Test
    void whoeverMayNotComeInIsRememberedWithTheReason() {
        UUID subject = UUID.randomUUID();

        Answer answer = voxlynx.supabase(subject, "operator").get("/api/campaigns");

        JsonObject entry = audit.refusal(answer, 403, "access.forbidden", "GET /api/campaigns");
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

        JsonObject entry = audit.refusal(caller.send(call), 403, "access.forbidden", "POST /api/calls/outbound");

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

        audit.refusal(
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
            audit.refusal(
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
        assertThat(audit.entriesOf(answer)).isEmpty();
    }

    /** The same answer as for what is not there, and an entry that says what it was. */
    private void assertHidden(Api caller, Route route, Object anothers) {
        Answer hidden = caller.send(route.request(caller, anothers));
        String path = route.path(anothers);
        JsonObject entry = audit.refusal(hidden, 404, "access.foreign", route.method() + " " + path);
        assertThat(entry.keySet()).contains("actor");

        Answer absent = caller.send(route.request(caller));
        assertThat(absent.error().getString("message")).isEqualTo(hidden.error().getString("message"));
        assertThat(absent.error().getJsonObject("details").keySet())
                .isEqualTo(hidden.error().getJsonObject("details").keySet());
        assertThat(audit.entriesOf(absent)).isEmpty();
    }

    private static HttpRequest.Builder body(Api caller, String path, JsonObject body) {
        return caller.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
    }
}
