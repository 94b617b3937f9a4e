package io.voxlynx.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrerequisitesTest {

    private final Map<String, String> config = new HashMap<>();

    @BeforeEach
    void fill() {
        config.put("voxlynx.db.url", "jdbc:postgresql://db/voxlynx");
        config.put("voxlynx.db.user", "voxlynx");
        config.put("voxlynx.db.password", "kT4-wq");
        config.put("jboss.messaging.cluster.password", "Bz7+mm1");
        config.put("voxlynx.vapi.api-key", UUID.randomUUID().toString());
        config.put("voxlynx.vapi.webhook-secret", random());
        config.put("voxlynx.livekit.url", "https://livekit.internal");
        config.put("voxlynx.livekit.api-key", "APIzk3hfa92");
        config.put("voxlynx.livekit.api-secret", random());
        config.put("voxlynx.scheduler.secret", random());
        config.put("voxlynx.callback.secret", random());
        config.put("voxlynx.identity.issuers", "clerk");
        config.put("voxlynx.identity.clerk.issuer", "https://clerk.internal");
        config.put("voxlynx.identity.clerk.jwks-url", "https://clerk.internal/.well-known/jwks.json");
    }

    @Test
    void hasNothingToSayOfWhatIsThereAndReal() {
        assertThat(complaint()).isEmpty();
    }

    @Test
    void namesAllThatIsWrongAtOnceAndNoValue() {
        config.remove("voxlynx.livekit.url");
        config.put("voxlynx.db.password", "change-me");
        config.put("voxlynx.vapi.webhook-secret", "tooShort-8fj3");
        config.put("voxlynx.scheduler.secret", "ab".repeat(16));
        config.put("voxlynx.callback.secret", config.get("voxlynx.livekit.api-secret"));

        assertThat(complaint())
                .hasValue("VoxLynx does not start; missing: voxlynx.livekit.url;"
                        + " placeholder instead of a value: voxlynx.db.password;"
                        + " shorter than 32 bytes: voxlynx.vapi.webhook-secret;"
                        + " anything but random: voxlynx.scheduler.secret;"
                        + " same as another secret: voxlynx.callback.secret (voxlynx.livekit.api-secret)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t\n"})
    void whatIsBlankIsMissing(String blank) {
        config.put("voxlynx.callback.secret", blank);

        assertThat(complaint()).hasValue("VoxLynx does not start; missing: voxlynx.callback.secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change-me",
                "CHANGE ME!!",
                "changeme123",
                "your-private-key",
                "<your api key>",
                "${VAPI_KEY}",
                "xxxxxxxx",
                "secret",
                "my-secret-key",
                "password",
                "TODO",
                "example-value-of-more-than-thirty-two-bytes",
                "********",
                "at-least-32-random-bytes",
                "dummy",
                "a-dummy-value-of-more-than-thirty-two-bytes",
                "dummykey1"
            })
    void knowsWhatPeopleWriteWhereAValueShouldBe(String placeholder) {
        config.put("voxlynx.vapi.api-key", placeholder);

        assertThat(complaint())
                .hasValue("VoxLynx does not start; placeholder instead of a value: voxlynx.vapi.api-key");
    }

    @Test
    void namesAndAddressesMayBeWhatTheyAre() {
        config.put("voxlynx.db.user", "admin");
        config.put("voxlynx.db.url", "jdbc:postgresql://db.example.com/test");
        config.put("voxlynx.livekit.url", "https://livekit.example.com");
        config.put("voxlynx.identity.issuers", "test");
        config.put("voxlynx.identity.test.issuer", "example");
        config.put("voxlynx.identity.test.jwks-url", "https://id.example.com/keys");

        assertThat(complaint()).isEmpty();
    }

    @Test
    void aWordThatChanceHasWrittenIsNoPlaceholder() {
        config.put("voxlynx.callback.secret", "q3V" + "dUmMy".repeat(2) + "7Lw".repeat(10));

        assertThat(complaint()).isEmpty();
    }

    @Property
    void takesEveryRandomSecret(@ForAll("secrets") String secret) {
        fill();
        config.put("voxlynx.callback.secret", secret);

        assertThat(complaint()).isEmpty();
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.randomValue(PrerequisitesTest::random);
    }

    private static String random() {
        return random(new SecureRandom());
    }

    private static String random(Random source) {
        byte[] bytes = new byte[32];
        source.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void asksForTheSecretOfAnIssuerThatSignsWithOne() {
        config.put("voxlynx.identity.issuers", "clerk, old");
        config.put("voxlynx.identity.old.issuer", "https://old.internal/auth/v1");
        config.put("voxlynx.identity.old.algorithm", "HS256");

        assertThat(complaint()).hasValue("VoxLynx does not start; missing: voxlynx.identity.old.hmac-secret");

        config.put("voxlynx.identity.old.hmac-secret", random());
        assertThat(complaint()).isEmpty();
    }

    @Test
    void anOptionalKeyMayBeLeftOutButNotMadeUp() {
        config.put("voxlynx.analysis.api-key", "your-gemini-key");

        assertThat(complaint())
                .hasValue("VoxLynx does not start; placeholder instead of a value: voxlynx.analysis.api-key");
    }

    /** Whoever copies the example and changes nothing gets every secret of it told. */
    @Test
    void refusesEverySecretOfTheManualsExample() throws IOException {
        String manual = Files.readString(Path.of("..", "wildfly-config", "README.md"));
        Map<String, String> example = manual.substring(manual.indexOf("### An example `.env`"))
                .lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        String complaint = Prerequisites.complaint(key -> Optional.ofNullable(example.get(environment(key))))
                .orElseThrow();

        assertThat(secretsOf(example)).hasSizeGreaterThan(7).allMatch(complaint::contains);
        assertThat(complaint).doesNotContain("missing");
    }

    private static Stream<String> secretsOf(Map<String, String> example) {
        return Stream.of(
                        "voxlynx.db.password",
                        "jboss.messaging.cluster.password",
                        "voxlynx.vapi.api-key",
                        "voxlynx.vapi.webhook-secret",
                        "voxlynx.livekit.api-key",
                        "voxlynx.livekit.api-secret",
                        "voxlynx.scheduler.secret",
                        "voxlynx.callback.secret",
                        "voxlynx.analysis.api-key")
                .filter(key -> example.containsKey(environment(key)));
    }

    private static String environment(String key) {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private Optional<String> complaint() {
        return Prerequisites.complaint(key -> Optional.ofNullable(config.get(key)));
    }
}
