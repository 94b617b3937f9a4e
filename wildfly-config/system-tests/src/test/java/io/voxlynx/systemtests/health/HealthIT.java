package io.voxlynx.systemtests.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import org.junit.jupiter.api.Test;

@SystemTest
class HealthIT {

    @Test
    void answersWithoutAToken(Installation voxlynx) {
        Answer health = voxlynx.anonymous().get("/health").require(200);

        assertThat(health.json().getString("status")).isEqualTo("UP");
    }

    @Test
    void tellsNothingOfTheServerThatAnswers(Installation voxlynx) {
        Answer health = voxlynx.anonymous().get("/health");

        assertThat(health.header("Server")).isEmpty();
        assertThat(health.header("X-Powered-By")).isEmpty();
    }
}
