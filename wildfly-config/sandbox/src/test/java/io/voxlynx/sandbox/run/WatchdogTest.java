package io.voxlynx.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WatchdogTest {

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no sleep command")
    void endsWhatItWatchesWhenItsLauncherIsGone() throws IOException {
        Process child = new ProcessBuilder("sleep", "600").start();
        Watchdog watchdog = Watchdog.start();
        watchdog.watch(child.pid());
        Path file = Files.createTempFile("watched", null);
        watchdog.watch(file);
        assertThat(child.isAlive()).isTrue();

        // what the end of the launcher does to the pipe
        watchdog.close();

        await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
        assertThat(file).doesNotExist();
    }
}
