package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.tokens.Provider;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class KeyRotationIT {

    private static final String ANYTHING = "/api/assistants";

    /** The tests' setting is a second between two questions; by default, a minute. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Installation voxlynx;

    KeyRotationIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    @ParameterizedTest
    @EnumSource(value = Provider.class, names = "SUPABASE_LEGACY", mode = EnumSource.Mode.EXCLUDE)
    void aNewKeyIsTakenSoonAndTheOldOneAsLongAsItIsPublished(Provider provider) {
        Api old = caller(provider);
        believed(old);

        voxlynx.sandbox().rotateKeys(provider);
        Api fresh = caller(provider);

        await().atMost(SOON).untilAsserted(() -> believed(fresh));
        believed(old);
        voxlynx.sandbox().retireKeys(provider);
        voxlynx.sandbox().rotateKeys(provider);
        Api newest = caller(provider);
        await().atMost(SOON).untilAsserted(() -> believed(newest));
        Refusals.assertStandard(old.get(ANYTHING), 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "hang", "garbage", "empty", "huge"})
    void keysThatAreKnownGoOnWhenTheIssuerIsNotThere(String fault) {
        Api known = caller(Provider.CLERK);
        await().atMost(SOON).untilAsserted(() -> believed(known));
        voxlynx.sandbox().breakKeys(Provider.CLERK, fault);
        voxlynx.sandbox().rotateKeys(Provider.CLERK);
        Api unknown = caller(Provider.CLERK);

        for (Instant end = Instant.now().plusSeconds(2); Instant.now().isBefore(end); ) {
            Refusals.assertStandard(unknown.get(ANYTHING), 401, "UNAUTHORIZED");
            believed(known);
        }

        voxlynx.sandbox().breakKeys(Provider.CLERK, "none");
        await().atMost(SOON).untilAsserted(() -> believed(unknown));
    }

    @Test
    void inventedKeysDoNotMakeUsAskTheIssuerAgainAndAgain() {
        believed(caller(Provider.CLERK));
        int before = voxlynx.sandbox().keyQuestions(Provider.CLERK);
        Instant begin = Instant.now();
        for (int i = 0; i < 100 || Duration.between(begin, Instant.now()).toSeconds() < 2; i++) {
            String invented = Forgery.of(voxlynx.platform().sandbox().token(Provider.CLERK, "user_x", "admin"))
                    .header("kid", "invented-" + i)
                    .withSignature("AA");
            Refusals.assertStandard(voxlynx.anonymous().as(invented).get(ANYTHING), 401, "UNAUTHORIZED");
        }
        long seconds = Duration.between(begin, Instant.now()).toSeconds() + 1;

        assertThat(voxlynx.sandbox().keyQuestions(Provider.CLERK) - before).isBetween(1, (int) seconds + 1);
    }

    private Api caller(Provider provider) {
        return voxlynx.caller(provider, provider.exampleSubject(), "operator");
    }

    /** Whoever it is; what he may do is another question. */
    private static void believed(Api caller) {
        assertThat(caller.get(ANYTHING).status()).isIn(200, 403);
    }
}
