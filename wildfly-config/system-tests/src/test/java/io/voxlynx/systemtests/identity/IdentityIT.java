package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class IdentityIT {

    private static final String TICK = "/api/scheduler/tick";

    private final Installation voxlynx;

    IdentityIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
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

    @Test
    void whatIsAlmostTheSchedulersSecretOpensNothing() {
        String almost = voxlynx.platform().secrets().scheduler() + "x";

        Refusals.assertStandard(voxlynx.anonymous().as(almost).post(TICK), 401, "UNAUTHORIZED");
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
