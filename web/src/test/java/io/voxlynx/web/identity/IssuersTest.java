package io.voxlynx.web.identity;

import static io.voxlynx.web.identity.Tokens.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.ParseException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuersTest {

    private static final String OTHER_SECRET = "another-secret-that-is-long-enough-for-hs256";

    private final Issuers issuers = new Issuers();

    @BeforeEach
    void twoIssuers() {
        issuers.clock = Clock.systemUTC();
        issuers.accept(
                List.of(
                        issuer("first", Tokens.ISSUER, SECRET, "role", Optional.empty()),
                        issuer("second", "https://second.test", OTHER_SECRET, "app_metadata.role", Optional.of("us"))),
                Runnable::run);
    }

    @Test
    void admitsATokenOfEachIssuerWithTheRoleOfItsOwnClaim() throws ParseException {
        assertThat(issuers.verify(Tokens.valid().signed(SECRET)).identity().roles())
                .containsExactly("admin");
        VerifiedToken second = issuers.verify(ofSecond().signed(OTHER_SECRET));
        assertThat(second.identity().subject()).isEqualTo("user_1");
        assertThat(second.roles()).containsExactly("operator");
    }

    @Test
    void timesAreLookedAtByTheClockThatAllNodesShareHoweverWrongThisMachineIs() throws ParseException {
        Duration tenMinutes = Duration.ofMinutes(10);
        Instant now = Instant.now();
        for (Instant shared : List.of(now.minus(tenMinutes), now.plus(tenMinutes))) {
            issuers.clock = Clock.fixed(shared, ZoneOffset.UTC);
            long seconds = shared.getEpochSecond();
            Tokens token = Tokens.valid()
                    .with("iat", seconds - 5)
                    .with("nbf", seconds - 5)
                    .with("exp", seconds + 5);

            assertThat(issuers.verify(token.signed(SECRET)).roles()).containsExactly("admin");
            refuses(token.with("exp", seconds - 61).signed(SECRET));
            refuses(token.with("exp", seconds + 5).with("nbf", seconds + 62).signed(SECRET));
            refuses(token.with("nbf", seconds - 5).with("iat", seconds + 62).signed(SECRET));
        }
    }

    @Test
    void doesNotLetOneIssuerSignForAnother() {
        refuses(ofSecond().signed(SECRET));
        refuses(Tokens.valid().signed(OTHER_SECRET));
    }

    @Test
    void refusesToStartWithTwoEntriesThatATokenCannotTellApart() {
        Issuer first = issuer("first", Tokens.ISSUER, SECRET, "role", Optional.empty());
        Issuer again = issuer("again", Tokens.ISSUER, OTHER_SECRET, "role", Optional.empty());

        assertThatThrownBy(() -> issuers.accept(List.of(first, again), Runnable::run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("voxlynx.identity.again");
    }

    /** Else whoever is refused under one algorithm would come in under the other. */
    @ParameterizedTest
    @CsvSource({"allowlist,true", "audience,us", "authorized-parties,us", "role-claim,app_metadata.role"})
    void refusesToStartWhereTwoEntriesOfOneIssuerAskForDifferentThings(String key, String value) {
        Map<String, String> old = settings("old", "HS256");
        Map<String, String> fresh = settings("fresh", "HS384");
        issuers.accept(List.of(configured("old", old), configured("fresh", fresh)), Runnable::run);
        fresh.put("voxlynx.identity.fresh." + key, value);

        assertThatThrownBy(() ->
                        issuers.accept(List.of(configured("old", old), configured("fresh", fresh)), Runnable::run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("voxlynx.identity.old")
                .hasMessageContaining("voxlynx.identity.fresh")
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "1", "ture", "TRUE", "true,false"})
    void refusesToStartWithAnAllowlistThatIsNeitherOnNorOff(String value) {
        Map<String, String> settings = settings("first", "HS256");
        settings.put("voxlynx.identity.first.allowlist", value);

        assertThatThrownBy(() -> configured("first", settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("voxlynx.identity.first.allowlist");
    }

    @Test
    void anAllowlistIsNeededWhereItIsSaidSo() {
        Map<String, String> settings = settings("first", "HS256");
        assertThat(configured("first", settings).allowlist()).isFalse();
        settings.put("voxlynx.identity.first.allowlist", "false");
        assertThat(configured("first", settings).allowlist()).isFalse();
        settings.put("voxlynx.identity.first.allowlist", "true");
        assertThat(configured("first", settings).allowlist()).isTrue();
    }

    @Test
    void refusesAnIssuerItDoesNotKnow() {
        refuses(Tokens.valid().with("iss", "https://evil.test").signed(SECRET));
        refuses(Tokens.valid().without("iss").signed(SECRET));
    }

    @Test
    void asksForTheAudienceWhereOneIsConfigured() {
        refuses(ofSecond().with("aud", "them").signed(OTHER_SECRET));
        refuses(ofSecond().without("aud").signed(OTHER_SECRET));
    }

    @Test
    void asksForAnAuthorizedPartyWhereSomeAreConfigured() throws ParseException {
        Issuer issuer = new Issuer(
                "first",
                Tokens.ISSUER,
                SignatureAlgorithm.HS256,
                Optional.empty(),
                Set.of("https://app.test", "https://admin.test"),
                Optional.empty(),
                Optional.of(SECRET),
                "role",
                false,
                false);
        issuers.accept(List.of(issuer), Runnable::run);

        assertThat(issuers.verify(Tokens.valid().with("azp", "https://app.test").signed(SECRET)))
                .isNotNull();
        refuses(Tokens.valid().with("azp", "https://other.test").signed(SECRET));
        refuses(Tokens.valid().with("azp", List.of("https://app.test")).signed(SECRET));
        refuses(Tokens.valid().signed(SECRET));
    }

    @Test
    void allowsAMinuteOfClockDifferenceAndNoMore() throws ParseException {
        assertThat(issuers.verify(Tokens.valid().expiredFor(30).signed(SECRET)).roles())
                .containsExactly("admin");
        refuses(Tokens.valid().expiredFor(90).signed(SECRET));
        refuses(Tokens.valid().validIn(90).signed(SECRET));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "true, false, true",
                "\"true\", false, true",
                "false, true, false",
                "\"false\", true, false",
                "0, true, false",
                "null, true, true",
                ", true, true",
                ", false, false"
            })
    void anAddressCountsIfItIsVerifiedOrItsIssuerIsTrustedWithIt(String verified, boolean trusted, boolean counts)
            throws ParseException {
        issuers.accept(List.of(withAddresses(trusted)), Runnable::run);
        Tokens token = Tokens.valid().with("email", "Ada@Example.com");
        Tokens shown = verified == null ? token : token.withJson("email_verified", verified);

        assertThat(issuers.verify(shown.signed(SECRET)).identity().email())
                .isEqualTo(counts ? Optional.of("ada@example.com") : Optional.empty());
    }

    @Test
    void tellsWhenATokenWasIssued() throws ParseException {
        assertThat(issuers.verify(Tokens.valid().with("iat", 1_700_000_000).signed(SECRET))
                        .identity()
                        .issuedAt())
                .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", ", false"})
    void isTrustedWithAddressesWhereThatIsConfigured(String value, boolean trusted) {
        assertThat(Issuer.configured("first", configuration(value)).emailTrusted())
                .isEqualTo(trusted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "yes", "1", "on", "fasle"})
    void refusesToStartWhereThatIsNeitherTrueNorFalse(String value) {
        assertThatThrownBy(() -> Issuer.configured("first", configuration(value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("voxlynx.identity.first.email-trusted");
    }

    private static Config configuration(String emailTrusted) {
        Map<String, String> values = new HashMap<>();
        values.put("voxlynx.identity.first.issuer", Tokens.ISSUER);
        values.put("voxlynx.identity.first.algorithm", "HS256");
        values.put("voxlynx.identity.first.hmac-secret", SECRET);
        values.put("voxlynx.identity.first.email-trusted", emailTrusted);
        return (Config) Proxy.newProxyInstance(
                IssuersTest.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, asked, arguments) -> Optional.ofNullable(values.get(arguments[0])));
    }

    private static Issuer withAddresses(boolean trusted) {
        return new Issuer(
                "first",
                Tokens.ISSUER,
                SignatureAlgorithm.HS256,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.of(SECRET),
                "role",
                false,
                trusted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "exp", "iat"})
    void refusesATokenWithout(String claim) {
        refuses(Tokens.valid().without(claim).signed(SECRET));
    }

    @Test
    void refusesAnUnsignedToken() {
        refuses(Tokens.valid().unsigned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a.b", "a.b.c", "a.b.c.d", "e30.bm90IGpzb24.x", "e30.W10.x"})
    void refusesWhatIsNoToken(String text) {
        refuses(text);
    }

    @Test
    void refusesClaimsThatAreNestedTooDeeply() {
        String claims = "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
        refuses("e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + ".x");
    }

    @Test
    void refusesToStartWithAnIssuerThatCannotBeVerified() {
        assertThatThrownBy(() -> issuer("weak", "https://weak.test", "short", "role", Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("voxlynx.identity.weak.hmac-secret");
        assertThatThrownBy(() -> new Issuer(
                        "keyless",
                        "https://keyless.test",
                        SignatureAlgorithm.RS256,
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        "role",
                        false,
                        false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("voxlynx.identity.keyless.jwks-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.test/jwks",
                "http://127.0.0.1.issuer.test/jwks",
                "http://localhost@issuer.test/jwks",
                "http://localhost.issuer.test/jwks",
                "ftp://issuer.test/jwks",
                "file:///etc/passwd",
                "classpath:keys.json",
                "https://",
                "jwks"
            })
    void refusesToStartWithKeysThatSomebodyOnTheWayCouldChange(String location) {
        assertThatThrownBy(() -> publishing(location))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("voxlynx.identity.open.jwks-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.test/.well-known/jwks.json",
                "https://issuer.test:8443",
                "http://localhost:8080/jwks",
                "http://127.0.0.1/jwks",
                "http://[::1]:8080/jwks"
            })
    void takesKeysThatArriveAsTheyWereSent(String location) {
        assertThat(publishing(location).jwksUrl()).hasValue(location);
    }

    @Test
    void wantsSecretsAsLongAsTheHash() {
        assertThatThrownBy(() -> new Issuer(
                        "long",
                        "https://long.test",
                        SignatureAlgorithm.HS512,
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Optional.of("x".repeat(63)),
                        "role",
                        false,
                        false))
                .hasMessageContaining("shorter than 64 bytes");
    }

    private static Issuer publishing(String location) {
        return new Issuer(
                "open",
                "https://issuer.test",
                SignatureAlgorithm.ES256,
                Optional.empty(),
                Set.of(),
                Optional.of(location),
                Optional.empty(),
                "role",
                false,
                false);
    }

    private static Map<String, String> settings(String name, String algorithm) {
        String prefix = "voxlynx.identity." + name + ".";
        return new HashMap<>(Map.of(
                prefix + "issuer",
                "https://one.test",
                prefix + "algorithm",
                algorithm,
                prefix + "hmac-secret",
                "x".repeat(64)));
    }

    private static Issuer configured(String name, Map<String, String> settings) {
        return Issuer.configured(name, new ConfigForTests(settings));
    }

    private static Tokens ofSecond() {
        return Tokens.valid()
                .with("iss", "https://second.test")
                .with("aud", "us")
                .with("role", "authenticated")
                .with("app_metadata", Map.of("role", "operator"));
    }

    private void refuses(String token) {
        assertThatThrownBy(() -> issuers.verify(token)).isInstanceOf(ParseException.class);
    }

    private static Issuer issuer(String name, String url, String secret, String roleClaim, Optional<String> audience) {
        return new Issuer(
                name,
                url,
                SignatureAlgorithm.HS256,
                audience,
                Set.of(),
                Optional.empty(),
                Optional.of(secret),
                roleClaim,
                false,
                false);
    }
}
