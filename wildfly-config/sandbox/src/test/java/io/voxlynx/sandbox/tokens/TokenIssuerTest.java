package io.voxlynx.sandbox.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.sandbox.SandboxClient;
import java.nio.file.Path;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenIssuerTest {
    @TempDir
    Path directory;

    private SandboxClient sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = new SandboxClient(directory, SandboxClient.QUICK);
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void signsWhatThePublishedKeyVerifies() throws Exception {
        JwtClaims claims = verifier()
                .processToClaims(
                        issue("{\"subject\": \"ada\", \"role\": \"operator\", \"email\": \"ada@example.com\"}"));
        assertThat(claims.getSubject()).isEqualTo("ada");
        assertThat(claims.getStringClaimValue("role")).isEqualTo("operator");
        assertThat(claims.getStringClaimValue("email")).isEqualTo("ada@example.com");
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(24 * 3600);
    }

    @Test
    void leavesOutWhatIsNotGiven() throws Exception {
        JwtClaims claims = verifier().processToClaims(issue("{\"subject\": \"ada\"}"));
        assertThat(claims.hasClaim("role")).isFalse();
        assertThat(claims.hasClaim("email")).isFalse();
    }

    @Test
    void issuesExpiredTokensOnRequest() throws Exception {
        String expired = issue("{\"subject\": \"ada\", \"ttlSeconds\": -60}");
        assertThatThrownBy(() -> verifier().processToClaims(expired))
                .isInstanceOfSatisfying(
                        InvalidJwtException.class,
                        refusal -> assertThat(refusal.hasExpired()).isTrue());
    }

    @Test
    void keepsThePrivateKeyToItself() throws Exception {
        assertThat(sandbox.object("/tokens/.well-known/jwks.json")
                        .getJsonArray("keys")
                        .getJsonObject(0)
                        .keySet())
                .containsExactlyInAnyOrder("kty", "kid", "use", "alg", "n", "e");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        var answer = sandbox.send("POST", "/sandbox/tokens", "{\"role\": 7, \"scope\": \"x\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("property scope should not exist", "subject should not be empty", "role must be a string");
    }

    private String issue(String body) throws Exception {
        return SandboxClient.json(sandbox.send("POST", "/sandbox/tokens", body)).getString("token");
    }

    private JwtConsumer verifier() throws Exception {
        var keys =
                new JsonWebKeySet(sandbox.get("/tokens/.well-known/jwks.json").body());
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "RS256")
                .setExpectedIssuer(sandbox.url() + "/tokens")
                .setExpectedAudience("voxlynx")
                .setRequireExpirationTime()
                .build();
    }
}
