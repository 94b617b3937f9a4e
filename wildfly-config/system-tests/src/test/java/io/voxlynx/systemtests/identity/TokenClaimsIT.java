package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.tokens.Provider;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that say something wrong, whoever signs them, or say it in the wrong place. */
@SystemTest
class TokenClaimsIT {

    private final Installation voxlynx;
    private final TokenTrial trial;

    TokenClaimsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.trial = new TokenTrial(voxlynx);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void anIssuerIsKnownByItsExactName(Provider provider) {
        String issuer = voxlynx.platform().sandbox().issuer(provider);
        for (String other :
                List.of(issuer + "/", issuer.toUpperCase(Locale.ROOT), issuer + "/../x", "", "http://127.0.0.1:9")) {
            trial.refused(trial.token(
                    provider, Json.createObjectBuilder().add("iss", other).build()));
        }
        trial.refused(
                trial.token(provider, Json.createObjectBuilder().addNull("iss").build()));
        trial.refused(trial.token(
                provider,
                Json.createObjectBuilder()
                        .add("iss", Json.createArrayBuilder().add(issuer))
                        .build()));
    }

    @ParameterizedTest
    @EnumSource(value = Provider.class, names = "CLERK", mode = EnumSource.Mode.EXCLUDE)
    void aTokenForSomebodyElseIsNotForUs(Provider provider) {
        trial.refused(trial.token(
                provider, Json.createObjectBuilder().add("aud", "another").build()));
        trial.refused(trial.token(
                provider,
                Json.createObjectBuilder()
                        .add("aud", JsonValue.EMPTY_JSON_ARRAY)
                        .build()));
        trial.refused(
                trial.token(provider, Json.createObjectBuilder().add("aud", 1).build()));
        trial.refused(
                trial.token(provider, Json.createObjectBuilder().addNull("aud").build()));
    }

    @Test
    void aTokenOfAnotherPartyIsNotForUs() {
        Provider clerk = Provider.CLERK;
        trial.refused(trial.token(
                clerk,
                Json.createObjectBuilder().add("azp", "http://localhost:3001").build()));
        trial.refused(
                trial.token(clerk, Json.createObjectBuilder().addNull("azp").build()));
        trial.refused(trial.token(
                clerk,
                Json.createObjectBuilder()
                        .add("azp", Json.createArrayBuilder().add(Provider.CLERK_PARTY))
                        .build()));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void clocksMayDifferByAMinute(Provider provider) {
        long now = Instant.now().getEpochSecond();
        trial.accepted(trial.token(
                provider,
                Json.createObjectBuilder()
                        .add("iat", now - 600)
                        .add("nbf", now - 600)
                        .add("exp", now - 30)
                        .build()));
        trial.accepted(trial.token(
                provider, Json.createObjectBuilder().add("nbf", now + 30).build()));
        trial.accepted(trial.token(
                provider, Json.createObjectBuilder().add("iat", now + 30).build()));
        trial.refused(trial.token(
                provider,
                Json.createObjectBuilder()
                        .add("iat", now - 600)
                        .add("exp", now - 70)
                        .build()));
        trial.refused(trial.token(
                provider, Json.createObjectBuilder().add("nbf", now + 100).build()));
        trial.refused(trial.token(
                provider,
                Json.createObjectBuilder()
                        .add("iat", now + 100)
                        .add("exp", now + 200)
                        .build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "iat", "sub"})
    void aTokenWithoutTheseClaimsOpensNothing(String claim) {
        for (Provider provider : Provider.values()) {
            trial.refused(trial.token(
                    provider, Json.createObjectBuilder().addNull(claim).build()));
            trial.refused(trial.token(
                    provider,
                    Json.createObjectBuilder()
                            .add(claim, JsonValue.EMPTY_JSON_OBJECT)
                            .build()));
            trial.refused(trial.token(
                    provider, Json.createObjectBuilder().add(claim, "").build()));
            trial.refused(trial.token(
                    provider,
                    Json.createObjectBuilder().add(claim, JsonValue.TRUE).build()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1", "99999999999999999999999999", "1e-400", "0"})
    void timesThatNoClockShowsOpenNothing(String number) {
        String claims =
                trial.genuine(Provider.SUPABASE_LEGACY).claims().replaceFirst("\"exp\":\\d+", "\"exp\":" + number);
        assertThat(claims).contains(number);

        trial.refused(trial.genuine(Provider.SUPABASE_LEGACY).withClaims(claims).signedWith(trial.legacySecret()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"exp\"]", "[\"b64\"]", "[\"unknown\"]", "[]", "\"exp\"", "{}", "null"})
    void nothingCriticalIsKnown(String critical) {
        Forgery genuine = trial.genuine(Provider.SUPABASE_LEGACY);
        String header = genuine.header().replaceFirst("}$", ",\"crit\":" + critical + "}");

        trial.refused(genuine.withHeader(header).signedWith(trial.legacySecret()));
    }

    @Test
    void aPayloadIsEncoded() {
        Forgery genuine = trial.genuine(Provider.SUPABASE_LEGACY)
                .header("b64", JsonValue.FALSE)
                .header("crit", Json.createArrayBuilder().add("b64").build());
        trial.refused(genuine.signedWith(trial.legacySecret()));
        trial.refused(genuine.header("crit", (JsonValue) null).signedWith(trial.legacySecret()));
    }

    @Test
    void aClaimIsMadeOnce() {
        Forgery genuine = trial.genuine(Provider.SUPABASE_LEGACY);
        String twice = genuine.claims().replaceFirst("\\{", "{\"sub\":\"admin-1\",");
        String nested = genuine.claims().replaceFirst("\"app_metadata\":\\{", "\"app_metadata\":{\"role\":\"admin\",");
        assertThat(nested).isNotEqualTo(genuine.claims());
        trial.refused(genuine.withClaims(twice).signedWith(trial.legacySecret()));
        trial.refused(genuine.withClaims(nested).signedWith(trial.legacySecret()));
        trial.refused(genuine.withHeader(genuine.header().replaceFirst("\\{", "{\"alg\":\"none\","))
                .signedWith(trial.legacySecret()));
    }

    @Test
    void jsonOfAnyDepthAndShapeIsRefused() {
        Forgery genuine = trial.genuine(Provider.SUPABASE_LEGACY);
        String deep = "{\"a\":".repeat(900) + "1" + "}".repeat(900);
        for (String json : List.of("", "{", "[]", "null", "1", "\"x\"", "{}{}", "[".repeat(2_500), deep, "\uFEFF{}")) {
            trial.refused(genuine.withClaims(json).signedWith(trial.legacySecret()));
            trial.refused(genuine.withHeader(json).signedWith(trial.legacySecret()));
        }
        for (String more : List.of("}", "{}", ",", "x", "\u0000")) {
            trial.refused(genuine.withClaims(genuine.claims() + more).signedWith(trial.legacySecret()));
            trial.refused(genuine.withHeader(genuine.header() + more).signedWith(trial.legacySecret()));
        }
        String odd = genuine.claims().replaceFirst("\\{", "{\"groups\":{\"a\":[[1]]},\"roleMappings\":7,");
        assertThat(trial.call(genuine.withClaims(odd).signedWith(trial.legacySecret()))
                        .status())
                .isIn(200, 401, 403);
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 40_000}) // beyond 64 KB of headers the server itself refuses
    void aTokenOfAnySizeIsRefused(int size) {
        Forgery genuine = trial.genuine(Provider.SUPABASE_LEGACY).claim("padding", "x".repeat(size));

        trial.refused(genuine.signedWith(trial.legacySecret()));
    }

    @Test
    void oneOfTwoCredentialsIsNotChosen() {
        String genuine = trial.token(Provider.PLAIN);
        for (String other : List.of("garbage", genuine)) {
            Answer answer = voxlynx.anonymous()
                    .send(voxlynx.anonymous()
                            .as(genuine)
                            .request(TokenTrial.ANYTHING)
                            .header("Authorization", "Bearer " + other)
                            .GET());
            Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        }
        trial.refused(genuine + ", Bearer " + genuine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "jwt", "authorization", "api_key"})
    void aTokenInTheAddressIsNothing(String parameter) {
        Answer answer =
                voxlynx.anonymous().get(TokenTrial.ANYTHING + "?" + parameter + "=" + trial.token(Provider.PLAIN));

        Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
    }

    @Test
    void aTokenInACookieOrAnotherHeaderIsNothing() {
        Api nobody = voxlynx.anonymous();
        String token = trial.token(Provider.PLAIN);
        for (String header : List.of("Cookie", "X-Authorization", "Proxy-Authorization", "X-Forwarded-Authorization")) {
            Answer answer = nobody.send(nobody.request(TokenTrial.ANYTHING)
                    .header(
                            header,
                            header.equals("Cookie") ? "Bearer=" + token + "; __session=" + token : "Bearer " + token)
                    .GET());
            Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        }
    }
}
