package io.voxlynx.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.chaos.Chaos;
import io.voxlynx.sandbox.chaos.Scenarios;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.PortPlan;
import io.voxlynx.systemtests.harness.OwnPlatform;
import io.voxlynx.systemtests.harness.Platforms;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad days, each of them short; the long ones are the command's. What did not hold is the failure's text. */
@OwnPlatform
class ChaosIT {

    private static final int NODES = 2;
    private static final long SEED = 20_261_121;

    private static LocalPlatform platform;

    @BeforeAll
    static void start() throws InterruptedException {
        platform = Chaos.platform(Platforms.directory("chaos"))
                .server(Platforms.kit(), Path.of(System.getProperty("voxlynx.ear")))
                .ports(PortPlan.free(NODES))
                .fresh()
                .start();
    }

    @AfterAll
    static void end() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({
        "kill-node, 5",
        "kill-after-post, 1",
        "freeze-sender, 1",
        "postgres-immediate, 1",
    })
    void nothingIsLostAndNobodyDialledTwice(String scenario, int rounds) throws InterruptedException {
        Chaos chaos = new Chaos(platform, SEED, System.out);

        chaos.run(Scenarios.named(scenario), 1, rounds);

        assertThat(chaos.findings()).isEmpty();
    }
}
