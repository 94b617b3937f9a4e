package io.voxlynx.systemtests.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.tokens.Provider;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that look good and are signed by nobody whom we trust. Each is 401 in the standard shape. */
@SystemTest
class TokenAttacksIT {

    private static Attacker attacker;

    private final Installation voxlynx;
    private final TokenTrial trial;

    TokenAttacksIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.trial = new TokenTrial(voxlynx);
    }

    @BeforeAll
    static void begin() throws Exception {
        attacker = new Attacker();
    }

    @AfterAll
    static void end() {
        attacker.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "None", "NONE", "nOnE", " none", "none ", "none\u0000", "", "null", "HS0", "RS256\u0000"
            })
    void noSpellingOfNoneIsASignature(String algorithm) {
        for (Provider provider : Provider.values()) {
            Forgery forged = trial.genuine(provider).header("alg", algorithm);
            trial.refused(forged.unsigned());
            trial.refused(forged.withSignature("AA"));
            trial.refused(forged.withSignature(Forgery.signatureOf(trial.token(provider))));
        }
    }

    @Test
    void anAlgorithmThatIsNoTextIsNone() {
        for (Provider provider : Provider.values()) {
            Forgery genuine = trial.genuine(provider);
            trial.refused(genuine.header("alg", (JsonValue) null).unsigned());
            trial.refused(genuine.header("alg", JsonValue.NULL).unsigned());
            trial.refused(genuine.header("alg", Json.createValue(0)).unsigned());
            trial.refused(
                    genuine.header("alg", Json.createArrayBuilder().add("none").build())
                            .unsigned());
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aTokenWithoutItsSignatureOpensNothing(Provider provider) {
        String token = trial.token(provider);
        String[] parts = token.split("\\.");
        trial.refused(parts[0] + "." + parts[1]);
        trial.refused(parts[0] + "." + parts[1] + ".");
        trial.refused(parts[0] + "." + parts[1] + "..");
        trial.refused(parts[0] + ".." + parts[2]);
        trial.refused("." + parts[1] + "." + parts[2]);
        trial.refused(token + "." + parts[2]);
        trial.refused(parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length()));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aTokenThatIsCutOffOpensNothing(Provider provider) {
        String token = trial.token(provider);
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        for (int length : List.of(1, first - 1, first, first + 1, last - 1, last, last + 1, token.length() - 1)) {
            trial.refused(token.substring(0, length));
        }
        trial.refused(token.substring(1));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void noBitOfATokenCanBeTurned(Provider provider) {
        String token = trial.token(provider);
        for (int at = 0; at < token.length(); at += Math.max(1, token.length() / 40)) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            trial.refused(token.substring(0, at) + other + token.substring(at + 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aTokenHasOneSpelling(Provider provider) {
        String token = trial.token(provider);
        for (String another : List.of(token + "=", token + "*", token + "%00", token + ",", token.replace('.', ' '))) {
            trial.refused(another);
        }
    }

    @ParameterizedTest
    @MethodSource("publicForms")
    void aPublicKeyIsNoSecret(Provider provider, String form) throws Exception {
        for (PublishedKey key : PublishedKey.of(voxlynx, provider)) {
            byte[] secret = key.as(form);
            Forgery genuine = trial.genuine(provider);
            trial.refused(genuine.header("alg", "HS256").signedWith(secret));
            trial.refused(genuine.header("alg", "HS256")
                    .header("kid", (JsonValue) null)
                    .signedWith(secret));
            trial.refused(genuine.signedWith(secret));
            // Supabase's issuer does take HS256, of another key.
            trial.refused(trial.genuine(Provider.SUPABASE_LEGACY).signedWith(secret));
        }
    }

    static List<Object[]> publicForms() {
        List<Object[]> forms = new ArrayList<>();
        for (Provider provider : List.of(Provider.PLAIN, Provider.CLERK, Provider.SUPABASE)) {
            for (String form : List.of("PEM", "PEM without line feed", "DER", "JWK", "modulus or x", "key id")) {
                forms.add(new Object[] {provider, form});
            }
        }
        return forms;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "null", "0"})
    void weakSecretsAreNotTried(String secret) {
        byte[] padded = new byte[64];
        System.arraycopy(secret.getBytes(UTF_8), 0, padded, 0, secret.length());
        trial.refused(trial.genuine(Provider.SUPABASE_LEGACY).signedWith(padded));
        trial.refused(trial.genuine(Provider.PLAIN).header("alg", "HS256").signedWith(padded));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void anotherAlgorithmThanTheIssuersIsNotTaken(Provider provider) {
        for (String algorithm :
                List.of("RS384", "RS512", "PS256", "ES256K", "ES512", "HS384", "HS512", "EdDSA", "rs256")) {
            Forgery forged = trial.genuine(provider).header("alg", algorithm);
            trial.refused(forged.signedWith(attacker.rsa.getPrivate()));
            trial.refused(
                    forged.signedWith(voxlynx.platform().secrets().supabaseJwt().getBytes(UTF_8)));
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void keysThatATokenBringsOrPointsAtAreNotLookedAt(Provider provider) {
        String address = attacker.url("/.well-known/jwks.json");
        Map<String, JsonValue> headers = new LinkedHashMap<>();
        headers.put("jwk", attacker.jwk("attackers"));
        headers.put("jku", Json.createValue(address));
        headers.put("x5u", Json.createValue(address));
        headers.put(
                "x5c",
                Json.createArrayBuilder()
                        .add(Forgery.encoded(attacker.rsa.getPublic().getEncoded()))
                        .build());
        headers.put("iss", Json.createValue(attacker.url("")));
        headers.forEach((name, value) -> {
            Forgery forged = trial.genuine(provider).header(name, value);
            for (Forgery one :
                    List.of(forged, forged.header("kid", "attackers"), forged.header("kid", (JsonValue) null))) {
                trial.refused(one.header("alg", "RS256").signedWith(attacker.rsa.getPrivate()));
                trial.refused(one.header("alg", "ES256").signedWith(attacker.ec.getPrivate()));
            }
        });
        assertThat(attacker.visits()).isZero();
    }

    @Test
    void aGenuineTokenIsNotHurtByWhatItSaysOfKeys() {
        String token = trial.genuine(Provider.SUPABASE_LEGACY)
                .header("jku", attacker.url("/keys"))
                .header("x5u", attacker.url("/certificate"))
                .header("jwk", attacker.jwk("attackers"))
                .signedWith(trial.legacySecret());

        trial.accepted(token);

        assertThat(attacker.visits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "attackers",
                "../../../../../../dev/null",
                "/dev/null",
                "file:///dev/null",
                "' OR '1'='1",
                "x' UNION SELECT 'AAAA' --",
                "$(id)",
                "\u0000",
                "a\r\nX-Injected: 1"
            })
    void aKeyIdIsNothingButAnId(String keyId) {
        for (Provider provider : List.of(Provider.PLAIN, Provider.CLERK, Provider.SUPABASE)) {
            Forgery forged = trial.genuine(provider).header("kid", keyId);
            trial.refused(forged.signedWith(attacker.rsa.getPrivate()));
            trial.refused(forged.header("alg", "HS256").signedWith(new byte[32]));
        }
        trial.refused(trial.genuine(Provider.PLAIN)
                .header("kid", attacker.url("/keys"))
                .signedWith(attacker.rsa.getPrivate()));
        assertThat(attacker.visits()).isZero();
    }

    @Test
    void aKeyIdThatIsNoTextOpensNothing() {
        for (JsonValue keyId : List.of(JsonValue.TRUE, JsonValue.EMPTY_JSON_ARRAY, JsonValue.EMPTY_JSON_OBJECT)) {
            trial.refused(
                    trial.genuine(Provider.SUPABASE_LEGACY).header("kid", keyId).signedWith(trial.legacySecret()));
        }
    }

    @Test
    void noIssuerSignsForAnother() {
        for (Provider signer : Provider.values()) {
            for (Provider other : Provider.values()) {
                if (!signer.path().equals(other.path())) {
                    // Genuinely signed, with the id of the signer's own key.
                    trial.refused(trial.token(
                            signer,
                            Json.createObjectBuilder()
                                    .add("iss", voxlynx.platform().sandbox().issuer(other))
                                    .add("aud", "authenticated")
                                    .build()));
                    trial.refused(trial.genuine(signer)
                            .header("kid", trial.keyIdOf(other))
                            .signedWith(attacker.rsa.getPrivate()));
                }
            }
        }
    }
}
