package io.voxlynx.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchedulerSecretTest {

    @Test
    void matchesItselfAndNothingElse() {
        SchedulerSecret secret = secret(Optional.of("cron"));
        assertThat(secret.matches("cron")).isTrue();
        assertThat(secret.matches("cron ")).isFalse();
        assertThat(secret.matches("")).isFalse();
    }

    @Test
    void matchesNothingWhereNoneIsConfigured() {
        assertThat(secret(Optional.empty()).matches("")).isFalse();
        assertThat(secret(Optional.of(" ")).matches(" ")).isFalse();
    }

    private static SchedulerSecret secret(Optional<String> configured) {
        SchedulerSecret secret = new SchedulerSecret();
        secret.secret = configured;
        return secret;
    }
}
