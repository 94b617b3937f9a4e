package io.voxlynx.systemtests.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.tokens.Provider;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that look good. Each is 401 in the standard shape, whatever is wrong with it. */
@SystemTest
class TokenAttacksIT {

    private static final String ANYTHING = "/api/assistants";
    private static final String SOMEBODY = "5b0d7b3e-7c0e-4d1b-9a53-6f2b0a8c1e11";

    private static Attacker attacker;

    private final Installation voxlynx;

    TokenAttacksIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
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
            Forgery forged = genuine(provider).header("alg", algorithm);
            refused(forged.unsigned());
            refused(forged.withSignature("AA"));
            refused(forged.withSignature(Forgery.signatureOf(token(provider))));
        }
    }

    @Test
    void anAlgorithmThatIsNoTextIsNone() {
        for (Provider provider : Provider.values()) {
            Forgery genuine = genuine(provider);
            refused(genuine.header("alg", (JsonValue) null).unsigned());
            refused(genuine.header("alg", JsonValue.NULL).unsigned());
            refused(genuine.header("alg", Json.createValue(0)).unsigned());
            refused(genuine.header("alg", Json.createArrayBuilder().add("none").build())
                    .unsigned());
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aTokenWithoutItsSignatureOpensNothing(Provider provider) {
        String token = token(provider);
        String[] parts = token.split("\\.");
        refused(parts[0] + "." + parts[1]);
        refused(parts[0] + "." + parts[1] + ".");
        refused(parts[0] + "." + parts[1] + "..");
        refused(parts[0] + ".." + parts[2]);
        refused("." + parts[1] + "." + parts[2]);
        refused(token + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length()));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aTokenThatIsCutOffOpensNothing(Provider provider) {
        String token = token(provider);
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        for (int length : List.of(1, first - 1, first, first + 1, last - 1, last, last + 1, token.length() - 1)) {
            refused(token.substring(0, length));
        }
        refused(token.substring(1));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void noBitOfATokenCanBeTurned(Provider provider) {
        String token = token(provider);
        for (int at = 0; at < token.length(); at += Math.max(1, token.length() / 40)) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            refused(token.substring(0, at) + other + token.substring(at + 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aTokenHasOneSpelling(Provider provider) {
        String token = token(provider);
        for (String another : List.of(token + "=", token + "*", token + "%00", token + ",", token.replace('.', ' '))) {
            refused(another);
        }
    }

    @ParameterizedTest
    @MethodSource("publicForms")
    void aPublicKeyIsNoSecret(Provider provider, String form) throws Exception {
        for (JsonObject key : publishedKeys(provider)) {
            byte[] secret = secret(key, form);
            Forgery genuine = genuine(provider);
            refused(genuine.header("alg", "HS256").signedWith(secret));
            refused(genuine.header("alg", "HS256")
                    .header("kid", (JsonValue) null)
                    .signedWith(secret));
            refused(genuine.signedWith(secret));
            // Supabase's issuer does take HS256, of another key.
            refused(genuine(Provider.SUPABASE_LEGACY).signedWith(secret));
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
        refused(genuine(Provider.SUPABASE_LEGACY).signedWith(padded));
        refused(genuine(Provider.PLAIN).header("alg", "HS256").signedWith(padded));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void anotherAlgorithmThanTheIssuersIsNotTaken(Provider provider) {
        for (String algorithm :
                List.of("RS384", "RS512", "PS256", "ES256K", "ES512", "HS384", "HS512", "EdDSA", "rs256")) {
            Forgery forged = genuine(provider).header("alg", algorithm);
            refused(forged.signedWith(attacker.rsa.getPrivate()));
            refused(forged.signedWith(voxlynx.platform().secrets().supabaseJwt().getBytes(UTF_8)));
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
            Forgery forged = genuine(provider).header(name, value);
            for (Forgery one :
                    List.of(forged, forged.header("kid", "attackers"), forged.header("kid", (JsonValue) null))) {
                refused(one.header("alg", "RS256").signedWith(attacker.rsa.getPrivate()));
                refused(one.header("alg", "ES256").signedWith(attacker.ec.getPrivate()));
            }
        });
        assertThat(attacker.visits()).isZero();
    }

    @Test
    void aGenuineTokenIsNotHurtByWhatItSaysOfKeys() {
        String token = genuine(Provider.SUPABASE_LEGACY)
                .header("jku", attacker.url("/keys"))
                .header("x5u", attacker.url("/certificate"))
                .header("jwk", attacker.jwk("attackers"))
                .signedWith(legacySecret());

        accepted(token);

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
            Forgery forged = genuine(provider).header("kid", keyId);
            refused(forged.signedWith(attacker.rsa.getPrivate()));
            refused(forged.header("alg", "HS256").signedWith(new byte[32]));
        }
        refused(genuine(Provider.PLAIN).header("kid", attacker.url("/keys")).signedWith(attacker.rsa.getPrivate()));
        assertThat(attacker.visits()).isZero();
    }

    @Test
    void aKeyIdThatIsNoTextOpensNothing() {
        for (JsonValue keyId : List.of(JsonValue.TRUE, JsonValue.EMPTY_JSON_ARRAY, JsonValue.EMPTY_JSON_OBJECT)) {
            refused(genuine(Provider.SUPABASE_LEGACY).header("kid", keyId).signedWith(legacySecret()));
        }
    }

    @Test
    void noIssuerSignsForAnother() {
        for (Provider signer : Provider.values()) {
            for (Provider other : Provider.values()) {
                if (!signer.path().equals(other.path())) {
                    String token = token(
                            signer,
                            Json.createObjectBuilder()
                                    .add("iss", voxlynx.platform().sandbox().issuer(other))
                                    .add("aud", "authenticated")
                                    .build());
                    refused(token);
                    refused(Forgery.of(token)
                            .header("kid", Forgery.of(token(other)).header().contains("kid") ? keyIdOf(other) : "")
                            .withSignature(Forgery.signatureOf(token)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void anIssuerIsKnownByItsExactName(Provider provider) {
        String issuer = voxlynx.platform().sandbox().issuer(provider);
        for (String other :
                List.of(issuer + "/", issuer.toUpperCase(Locale.ROOT), issuer + "/../x", "", attacker.url(""))) {
            refused(token(provider, Json.createObjectBuilder().add("iss", other).build()));
        }
        refused(token(provider, Json.createObjectBuilder().addNull("iss").build()));
        refused(token(
                provider,
                Json.createObjectBuilder()
                        .add("iss", Json.createArrayBuilder().add(issuer))
                        .build()));
    }

    @ParameterizedTest
    @EnumSource(value = Provider.class, names = "CLERK", mode = EnumSource.Mode.EXCLUDE)
    void aTokenForSomebodyElseIsNotForUs(Provider provider) {
        refused(token(provider, Json.createObjectBuilder().add("aud", "another").build()));
        refused(token(
                provider,
                Json.createObjectBuilder()
                        .add("aud", JsonValue.EMPTY_JSON_ARRAY)
                        .build()));
        refused(token(provider, Json.createObjectBuilder().add("aud", 1).build()));
        refused(token(provider, Json.createObjectBuilder().addNull("aud").build()));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void clocksMayDifferByAMinute(Provider provider) {
        long now = Instant.now().getEpochSecond();
        accepted(token(
                provider,
                Json.createObjectBuilder()
                        .add("iat", now - 600)
                        .add("nbf", now - 600)
                        .add("exp", now - 30)
                        .build()));
        accepted(token(provider, Json.createObjectBuilder().add("nbf", now + 30).build()));
        accepted(token(provider, Json.createObjectBuilder().add("iat", now + 30).build()));
        refused(token(
                provider,
                Json.createObjectBuilder()
                        .add("iat", now - 600)
                        .add("exp", now - 70)
                        .build()));
        refused(token(provider, Json.createObjectBuilder().add("nbf", now + 100).build()));
        refused(token(
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
            refused(token(provider, Json.createObjectBuilder().addNull(claim).build()));
            refused(token(
                    provider,
                    Json.createObjectBuilder()
                            .add(claim, JsonValue.EMPTY_JSON_OBJECT)
                            .build()));
            refused(token(provider, Json.createObjectBuilder().add(claim, "").build()));
            refused(token(
                    provider,
                    Json.createObjectBuilder().add(claim, JsonValue.TRUE).build()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1", "99999999999999999999999999", "1e-400", "0"})
    void timesThatNoClockShowsOpenNothing(String number) {
        String claims = genuine(Provider.SUPABASE_LEGACY).claims().replaceFirst("\"exp\":\\d+", "\"exp\":" + number);
        assertThat(claims).contains(number);

        refused(genuine(Provider.SUPABASE_LEGACY).withClaims(claims).signedWith(legacySecret()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"exp\"]", "[\"b64\"]", "[\"unknown\"]", "[]", "\"exp\"", "{}", "null"})
    void nothingCriticalIsKnown(String critical) {
        Forgery genuine = genuine(Provider.SUPABASE_LEGACY);
        String header = genuine.header().replaceFirst("}$", ",\"crit\":" + critical + "}");

        refused(genuine.withHeader(header).signedWith(legacySecret()));
    }

    @Test
    void aPayloadIsEncoded() {
        Forgery genuine = genuine(Provider.SUPABASE_LEGACY)
                .header("b64", JsonValue.FALSE)
                .header("crit", Json.createArrayBuilder().add("b64").build());
        refused(genuine.signedWith(legacySecret()));
        refused(genuine.header("crit", (JsonValue) null).signedWith(legacySecret()));
    }

    @Test
    void aClaimIsMadeOnce() {
        Forgery genuine = genuine(Provider.SUPABASE_LEGACY);
        String twice = genuine.claims().replaceFirst("\\{", "{\"sub\":\"admin-1\",");
        String nested = genuine.claims().replaceFirst("\"app_metadata\":\\{", "\"app_metadata\":{\"role\":\"admin\",");
        assertThat(nested).isNotEqualTo(genuine.claims());
        refused(genuine.withClaims(twice).signedWith(legacySecret()));
        refused(genuine.withClaims(nested).signedWith(legacySecret()));
        refused(genuine.withHeader(genuine.header().replaceFirst("\\{", "{\"alg\":\"none\","))
                .signedWith(legacySecret()));
    }

    @Test
    void jsonOfAnyDepthAndShapeIsRefused() {
        Forgery genuine = genuine(Provider.SUPABASE_LEGACY);
        String deep = "{\"a\":".repeat(900) + "1" + "}".repeat(900);
        for (String json : List.of("", "{", "[]", "null", "1", "\"x\"", "{}{}", "[".repeat(2_500), deep, "\uFEFF{}")) {
            refused(genuine.withClaims(json).signedWith(legacySecret()));
            refused(genuine.withHeader(json).signedWith(legacySecret()));
        }
        for (String more : List.of("}", "{}", ",", "x", "\u0000")) {
            refused(genuine.withClaims(genuine.claims() + more).signedWith(legacySecret()));
            refused(genuine.withHeader(genuine.header() + more).signedWith(legacySecret()));
        }
        String odd = genuine.claims().replaceFirst("\\{", "{\"groups\":{\"a\":[[1]]},\"roleMappings\":7,");
        assertThat(call(genuine.withClaims(odd).signedWith(legacySecret())).status())
                .isIn(200, 401, 403);
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 100_000, 500_000})
    void aTokenOfAnySizeIsRefused(int size) {
        Forgery genuine = genuine(Provider.SUPABASE_LEGACY).claim("padding", "x".repeat(size));

        refused(genuine.signedWith(legacySecret()));
    }

    @Test
    void oneOfTwoCredentialsIsNotChosen() {
        String genuine = token(Provider.PLAIN);
        for (String other : List.of("garbage", genuine)) {
            Answer answer = voxlynx.anonymous()
                    .send(voxlynx.anonymous()
                            .as(genuine)
                            .request(ANYTHING)
                            .header("Authorization", "Bearer " + other)
                            .GET());
            Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        }
        refused(genuine + ", Bearer " + genuine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "jwt", "authorization", "api_key"})
    void aTokenInTheAddressIsNothing(String parameter) {
        Answer answer = voxlynx.anonymous().get(ANYTHING + "?" + parameter + "=" + token(Provider.PLAIN));

        Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
    }

    @Test
    void aTokenInACookieOrAnotherHeaderIsNothing() {
        Api nobody = voxlynx.anonymous();
        String token = token(Provider.PLAIN);
        for (String header : List.of("Cookie", "X-Authorization", "Proxy-Authorization", "X-Forwarded-Authorization")) {
            Answer answer = nobody.send(nobody.request(ANYTHING)
                    .header(
                            header,
                            header.equals("Cookie") ? "Bearer=" + token + "; __session=" + token : "Bearer " + token)
                    .GET());
            Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        }
    }

    private void refused(String token) {
        Answer answer = call(token);

        Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    /** Whoever it is, he is believed; what he may do is another question. */
    private void accepted(String token) {
        assertThat(call(token).status()).isIn(200, 403);
    }

    private Answer call(String token) {
        return voxlynx.anonymous().as(token).get(ANYTHING);
    }

    private String token(Provider provider) {
        return token(provider, JsonValue.EMPTY_JSON_OBJECT);
    }

    private String token(Provider provider, JsonObject claims) {
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

    private Forgery genuine(Provider provider) {
        return Forgery.of(token(provider));
    }

    private String keyIdOf(Provider provider) {
        return Json.createReader(new StringReader(genuine(provider).header()))
                .readObject()
                .getString("kid");
    }

    private byte[] legacySecret() {
        return voxlynx.platform().secrets().supabaseJwt().getBytes(UTF_8);
    }

    private List<JsonObject> publishedKeys(Provider provider) {
        return Api.of(voxlynx.platform().sandbox().url())
                .get(provider.path() + "/.well-known/jwks.json")
                .require(200)
                .json()
                .getJsonArray("keys")
                .getValuesAs(JsonObject.class);
    }

    private static byte[] secret(JsonObject key, String form) throws GeneralSecurityException {
        return switch (form) {
            case "PEM" -> (pem(key) + "\n").getBytes(UTF_8);
            case "PEM without line feed" -> pem(key).getBytes(UTF_8);
            case "DER" -> der(key);
            case "JWK" -> key.toString().getBytes(UTF_8);
            case "modulus or x" ->
                Base64.getUrlDecoder().decode(key.containsKey("n") ? key.getString("n") : key.getString("x"));
            default -> (key.getString("kid") + "-padded-to-be-long-enough").getBytes(UTF_8);
        };
    }

    private static String pem(JsonObject key) throws GeneralSecurityException {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(key))
                + "\n-----END PUBLIC KEY-----";
    }

    private static byte[] der(JsonObject key) throws GeneralSecurityException {
        return publicKey(key).getEncoded();
    }

    private static PublicKey publicKey(JsonObject key) throws GeneralSecurityException {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(key.toString()).getPublicKey();
        } catch (JoseException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
