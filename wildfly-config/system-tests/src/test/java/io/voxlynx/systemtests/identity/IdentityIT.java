package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.Route;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class IdentityIT {

    private static final String TICK = "/api/scheduler/tick";

    private final Installation voxlynx;

    IdentityIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    static List<Route> privateRoutes() {
        return Route.where(Route::isPrivate);
    }

    static List<Route> ofUsers() {
        return Route.where(route -> route.isPrivate() && !route.path().equals(TICK));
    }

    static List<Route> notOfVoices() {
        return Route.where(route -> route.isPrivate() && !route.isOfVoices() && !route.isForAllRoles());
    }

    static List<Route> ofVoices() {
        return Route.where(route -> route.isPrivate() && route.isOfVoices());
    }

    static List<Route> ofOneCampaign() {
        return Route.where(Route::isOfOneCampaign);
    }

    @ParameterizedTest
    @MethodSource("privateRoutes")
    void whoeverShowsNothingIsAskedForAToken(Route route) {
        Api nobody = voxlynx.anonymous();

        Answer answer = nobody.send(route.request(nobody));

        Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(how -> assertThat(how).startsWith("Bearer"));
    }

    @ParameterizedTest
    @MethodSource("privateRoutes")
    void noRouteTakesATokenThatHasExpired(Route route) {
        Api late = voxlynx.anonymous()
                .as(voxlynx.sandbox()
                        .token(Json.createObjectBuilder()
                                .add("subject", "admin-1")
                                .add("role", "admin")
                                .add("ttlSeconds", -3600)
                                .build()));

        Refusals.assertStandard(late.send(route.request(late)), 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbi0xIiwicm9sZSI6ImFkbWluIn0.",
                "...",
                "äöü"
            })
    void whatIsNoTokenOpensNothing(String credential) {
        Refusals.assertStandard(voxlynx.anonymous().as(credential).get("/api/assistants"), 401, "UNAUTHORIZED");
    }

    @Test
    void aTokenWhoseClaimsWereChangedOpensNothing() {
        String[] parts = token("voice-1", "voice").split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String better = claims.replace("\"voice\"", "\"admin\"");
        assertThat(better).isNotEqualTo(claims);

        assertRefused(parts[0] + "." + encoded(better) + "." + parts[2]);
    }

    @Test
    void aTokenWithoutSignatureOrOfAnotherAlgorithmOpensNothing() {
        String[] parts = token("admin-1", "admin").split("\\.");
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);

        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".");
        assertRefused(encoded(header.replace("RS256", "HS256")) + "." + parts[1] + "." + parts[2]);
    }

    @Test
    void aTokenOfAnUnknownIssuerOpensNothing() {
        String[] parts = token("admin-1", "admin").split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);

        assertRefused(parts[0] + "." + encoded(claims.replace("/tokens", "/others")) + "." + parts[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWRtaW46YWRtaW4=", "Bearer", "Bearer ", "Token abc"})
    void otherSchemesAreNoCredentials(String authorization) {
        Api nobody = voxlynx.anonymous();

        Answer answer = nobody.send(nobody.request("/api/assistants")
                .header("Authorization", authorization)
                .GET());

        Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @MethodSource("notOfVoices")
    void voicesAndWorkersHaveNoBusinessWithCampaigns(Route route) {
        for (Api caller : List.of(voxlynx.voice(), voxlynx.worker())) {
            Refusals.assertStandard(caller.send(route.request(caller)), 403, "FORBIDDEN");
        }
    }

    @ParameterizedTest
    @MethodSource("ofVoices")
    void operatorsHaveNoBusinessWithVoices(Route route) {
        Api operator = voxlynx.operator();

        Refusals.assertStandard(operator.send(route.request(operator)), 403, "FORBIDDEN");
    }

    @ParameterizedTest
    @MethodSource("privateRoutes")
    void aTokenWithoutARoleWeKnowOpensNothing(Route route) {
        Api none = voxlynx.anonymous()
                .as(voxlynx.sandbox()
                        .token(Json.createObjectBuilder().add("subject", "x").build()));
        for (Api caller : List.of(none, voxlynx.caller("x", "superuser"), voxlynx.caller("x", "scheduler"))) {
            Refusals.assertStandard(caller.send(route.request(caller)), 403, "FORBIDDEN");
        }
    }

    @ParameterizedTest
    @MethodSource("ofUsers")
    void theSchedulersSecretOpensNothingButTheTick(Route route) {
        Api scheduler = voxlynx.scheduler();

        Refusals.assertStandard(scheduler.send(route.request(scheduler)), 401, "UNAUTHORIZED");
    }

    @Test
    void theTickIsForTheSchedulerAndForAdmins() {
        voxlynx.scheduler().post(TICK).require(200);
        voxlynx.admin().post(TICK).require(200);
        Refusals.assertStandard(voxlynx.operator().post(TICK), 403, "FORBIDDEN");
        Refusals.assertStandard(
                voxlynx.anonymous()
                        .as(voxlynx.platform().secrets().scheduler() + "x")
                        .post(TICK),
                401,
                "UNAUTHORIZED");
    }

    @ParameterizedTest
    @MethodSource("ofOneCampaign")
    void anothersCampaignIsNotThere(Route route) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);
        Api stranger = voxlynx.operator2();

        Refusals.assertStandard(stranger.send(route.request(stranger, campaign.id())), 404, "NOT_FOUND");

        assertThat(campaign.status()).isEqualTo("CREATED");
    }

    @Test
    void operatorsSeeTheirOwnCampaignsAndAdminsAll() {
        String mine = voxlynx.campaign(Contacts.of(1), 1).id().toString();

        assertThat(newestCampaigns(voxlynx.operator())).contains(mine);
        assertThat(newestCampaigns(voxlynx.admin())).contains(mine);
        assertThat(newestCampaigns(voxlynx.operator2())).doesNotContain(mine);
        voxlynx.admin().get("/api/campaigns/" + mine).require(200);
    }

    @Test
    void anothersCampaignTellsNothingOfItsLineEither() {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);
        String path = "/api/health/phone-line?campaignId=" + campaign.id();

        voxlynx.operator().get(path).require(200);
        Refusals.assertStandard(voxlynx.operator2().get(path), 404, "NOT_FOUND");
    }

    @Test
    void theTickOfAnUnknownCampaignDoesNothing() {
        JsonObject unknown = Json.createObjectBuilder()
                .add("campaignId", "0195a8f0-0000-7000-8000-000000000000")
                .build();

        JsonObject round = voxlynx.scheduler().post(TICK, unknown).require(200).json();

        assertThat(round.getJsonObject("processed").getInt("campaigns")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/openapi", "/docs/"})
    void someThingsAreForEverybody(String path) {
        voxlynx.anonymous().get(path).require(200);
        voxlynx.anonymous().as("garbage").get(path).require(200);
    }

    private void assertRefused(String token) {
        Answer answer = voxlynx.anonymous().as(token).get("/api/assistants");

        Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    private List<String> newestCampaigns(Api caller) {
        return caller
                .get("/api/campaigns")
                .require(200)
                .json()
                .getJsonArray("campaigns")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(campaign -> campaign.getString("id"))
                .toList();
    }

    private String token(String subject, String role) {
        return voxlynx.sandbox()
                .token(Json.createObjectBuilder()
                        .add("subject", subject)
                        .add("role", role)
                        .build());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
