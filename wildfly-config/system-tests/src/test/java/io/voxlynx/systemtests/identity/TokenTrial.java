package io.voxlynx.systemtests.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.tokens.Provider;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;

/** Shows tokens to the product and says whether they were believed. */
final class TokenTrial {

    /** Where any token of somebody's will do. */
    static final String ANYTHING = "/api/assistants";

    private static final String SOMEBODY = "5b0d7b3e-7c0e-4d1b-9a53-6f2b0a8c1e11";

    private final Installation voxlynx;

    TokenTrial(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    void refused(String token) {
        Answer answer = call(token);

        Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    /** Whoever it is, he is believed; what he may do is another question. */
    void accepted(String token) {
        assertThat(call(token).status()).isIn(200, 403);
    }

    Answer call(String token) {
        return voxlynx.anonymous().as(token).get(ANYTHING);
    }

    String token(Provider provider) {
        return token(provider, JsonValue.EMPTY_JSON_OBJECT);
    }

    String token(Provider provider, JsonObject claims) {
        return voxlynx.sandbox()
                .token(Json.createObjectBuilder()
                        .add("issuer", provider.word())
                        .add("subject", subject(provider))
                        .add("role", "operator")
                        .add("claims", claims)
                        .build());
    }

    private static String subject(Provider provider) {
        return switch (provider) {
            case PLAIN -> "attacked-1";
            case CLERK -> "user_attacked1";
            case SUPABASE, SUPABASE_LEGACY -> SOMEBODY;
        };
    }

    Forgery genuine(Provider provider) {
        return Forgery.of(token(provider));
    }

    String keyIdOf(Provider provider) {
        return Json.createReader(new StringReader(genuine(provider).header()))
                .readObject()
                .getString("kid");
    }

    byte[] legacySecret() {
        return voxlynx.platform().secrets().supabaseJwt().getBytes(UTF_8);
    }
}
