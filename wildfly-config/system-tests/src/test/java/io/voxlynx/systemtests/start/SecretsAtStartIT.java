package io.voxlynx.systemtests.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.sandbox.run.CannotRun;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.systemtests.harness.OwnPlatform;
import io.voxlynx.systemtests.harness.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Not with the installation of the other tests, but on a platform of its own that does not get far. */
@OwnPlatform
class SecretsAtStartIT {

    private static final String SHORT = random(15);
    private static final String TWICE = random(32);

    @Test
    void aServerWithoutRealSecretsDoesNotStartAndSaysAllThatIsWrongInOneLine() throws IOException {
        LocalPlatform.Builder platform = Platforms.named("without-secrets")
                .without("VOXLYNX_DB_PASSWORD")
                .environment("JBOSS_MESSAGING_CLUSTER_PASSWORD", "change-me-too")
                .environment("VOXLYNX_VAPI_API_KEY", "your-private-key")
                .without("VOXLYNX_LIVEKIT_API_KEY")
                .environment("VOXLYNX_LIVEKIT_URL", "")
                .environment("VOXLYNX_LIVEKIT_API_SECRET", " ")
                .environment("VOXLYNX_VAPI_WEBHOOK_SECRET", SHORT)
                .environment("VOXLYNX_SCHEDULER_SECRET", TWICE)
                .environment("VOXLYNX_CALLBACK_SECRET", TWICE);

        assertThatThrownBy(platform::start).isInstanceOf(CannotRun.class).hasMessageStartingWith("WildFly (node1)");

        Path log = Platforms.directory("without-secrets").resolve("node1/log/server.log");
        List<String> lines = Files.readAllLines(log);
        assertThat(lines)
                .filteredOn(line -> line.contains("SEVERE [io.voxlynx.start.StartCheck]"))
                .singleElement()
                .asString()
                .endsWith("VoxLynx does not start; missing: voxlynx.livekit.url, voxlynx.db.password,"
                        + " voxlynx.livekit.api-key, voxlynx.livekit.api-secret;"
                        + " placeholder instead of a value: voxlynx.vapi.api-key,"
                        + " jboss.messaging.cluster.password; shorter than 32 bytes: voxlynx.vapi.webhook-secret;"
                        + " same as another secret: voxlynx.callback.secret (voxlynx.scheduler.secret)");
        assertThat(lines).noneMatch(line -> line.contains(SHORT) || line.contains(TWICE) || line.contains("change-me"));
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
