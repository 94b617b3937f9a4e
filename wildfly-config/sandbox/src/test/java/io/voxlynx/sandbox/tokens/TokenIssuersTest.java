package io.voxlynx.sandbox.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.sandbox.SandboxClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIssuersTest {
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
        assertThat(claims.getAudience()).containsExactly("voxlynx");
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
    void speaksAsClerkDoes() throws Exception {
        JwtClaims claims = verifier("/clerk", "RS256")
                .processToClaims(issue("{\"issuer\": \"clerk\", \"subject\": \"user_ada\", \"role\": \"operator\"}"));
        assertThat(claims.hasAudience()).isFalse();
        assertThat(claims.getStringClaimValue("azp")).isNotEmpty();
        assertThat(claims.getStringClaimValue("sid")).startsWith("sess_");
        assertThat(claims.getClaimValue("metadata")).isEqualTo(Map.of("role", "operator"));
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(60);
    }

    @Test
    void speaksAsSupabaseDoes() throws Exception {
        JwtClaims claims = verifier("/auth/v1", "ES256").processToClaims(supabase("supabase"));
        assertSupabase(claims);
    }

    @Test
    void speaksAsSupabaseDidWithItsSharedSecret() throws Exception {
        JwtClaims claims = new JwtConsumerBuilder()
                .setVerificationKey(new HmacKey(SandboxClient.SUPABASE_SECRET.getBytes(UTF_8)))
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "HS256")
                .setExpectedIssuer(sandbox.url() + "/auth/v1")
                .setExpectedAudience("authenticated")
                .build()
                .processToClaims(supabase("supabase-legacy"));
        assertSupabase(claims);
    }

    @Test
    void signsWithANewKeyAndPublishesTheOldOneToo() throws Exception {
        String old = issue("{\"subject\": \"ada\"}");
        sandbox.send("POST", "/sandbox/keys/plain/rotate", "");
        String fresh = issue("{\"subject\": \"ada\"}");

        assertThat(verifier().processToClaims(old).getSubject()).isEqualTo("ada");
        assertThat(verifier().processToClaims(fresh).getSubject()).isEqualTo("ada");

        sandbox.send("POST", "/sandbox/keys/plain/retire", "");
        assertThatThrownBy(() -> verifier().processToClaims(old)).isInstanceOf(InvalidJwtException.class);
        assertThat(verifier().processToClaims(fresh).getSubject()).isEqualTo("ada");
    }

    @Test
    void failsToPublishAsItIsToldTo() throws Exception {
        String path = "/clerk/.well-known/jwks.json";
        for (String fault : List.of("500", "garbage", "empty", "huge")) {
            sandbox.send("PUT", "/sandbox/keys/clerk/behaviour", "{\"fault\": \"%s\"}".formatted(fault));
            assertThat(sandbox.get(path).body().length()).isBetween(5, 2_000_000);
        }
        assertThat(sandbox.get(path).body()).hasSizeGreaterThan(1_000_000);
        sandbox.send("PUT", "/sandbox/keys/clerk/behaviour", "{}");

        assertThat(sandbox.object(path).getJsonArray("keys")).hasSize(1);
        assertThat(sandbox.object("/sandbox/keys/clerk").getInt("asked")).isEqualTo(6);
        assertThat(sandbox.get("/sandbox/keys/supabase-legacy").statusCode()).isEqualTo(404);
    }

    private String supabase(String issuer) throws Exception {
        return issue("""
                {"issuer": "%s", "subject": "5b0d7b3e-7c0e-4d1b-9a53-6f2b0a8c1e11", "role": "voice",
                 "email": "ada@example.com"}""".formatted(issuer));
    }

    private static void assertSupabase(JwtClaims claims) throws Exception {
        assertThat(claims.getAudience()).containsExactly("authenticated");
        assertThat(claims.getStringClaimValue("role")).isEqualTo("authenticated");
        assertThat(claims.getStringClaimValue("email")).isEqualTo("ada@example.com");
        assertThat(claims.getStringClaimValue("aal")).isEqualTo("aal1");
        assertThat(claims.hasClaim("session_id")).isTrue();
        assertThat(claims.flattenClaims()).containsEntry("app_metadata.role", List.of("voice"));
    }

    @Test
    void saysWhatItIsToldToSay() throws Exception {
        String token = issue("{\"subject\": \"ada\", \"claims\": {\"email_verified\": false, \"jti\": null}}");
        JwtClaims claims = verifier().processToClaims(token);
        assertThat(claims.getClaimValue("email_verified")).isEqualTo(false);
        assertThat(claims.hasClaim("jti")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clerk", "supabase", "supabase-legacy"})
    void callsUsersAsTheirProviderDoes(String issuer) throws Exception {
        var answer =
                sandbox.send("POST", "/sandbox/tokens", "{\"issuer\": \"%s\", \"subject\": \"ada\"}".formatted(issuer));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("subject is not how " + issuer + " names its users");
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
        return verifier("/tokens", "RS256");
    }

    private JwtConsumer verifier(String path, String algorithm) throws Exception {
        var keys =
                new JsonWebKeySet(sandbox.get(path + "/.well-known/jwks.json").body());
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithm)
                .setExpectedIssuer(sandbox.url() + path)
                .setExpectedAudience(false, "voxlynx", "authenticated")
                .setRequireExpirationTime()
                .build();
    }
}
