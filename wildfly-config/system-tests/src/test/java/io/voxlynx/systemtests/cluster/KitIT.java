package io.voxlynx.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Platforms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The server kit, copied to another place and told by its environment alone, is one more node of the cluster. */
@ClusterTest
class KitIT {

    private static final String NAME = "from-the-kit";
    private static final Duration START = Duration.ofMinutes(3);
    private static final int[] PORTS = {8080, 9990, 5445, 5672, 7600, 7650};

    @Test
    void joinsTheOthersWorksLeavesWhenToldToAndChangesNothingInTheKit(Cluster voxlynx) throws Exception {
        Path directory = Platforms.directory("kit");
        run("rm", "-rf", directory.toString());
        Files.createDirectories(directory);
        Path kit = directory.resolve("copied");
        run("cp", "-R", Platforms.kit().toString(), kit.toString());
        Map<String, String> before = contents(kit);
        int offset = freeOffset();
        KitNode node = new KitNode(kit)
                .told(voxlynx.platform().environment())
                .told("VOXLYNX_NODE_NAME", NAME)
                .told("VOXLYNX_BASE_DIR", directory.resolve("node").toString())
                .told("VOXLYNX_PORT_OFFSET", Integer.toString(offset))
                .told("VOXLYNX_HEAP", "512m")
                .told("VOXLYNX_STOP_SECONDS", "5")
                .told("VOXLYNX_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xms192m");

        Process process = node.start(directory.resolve("console.log").toFile());
        try {
            Api api = Api.of(URI.create("http://127.0.0.1:" + (8080 + offset)));
            await().atMost(START).ignoreExceptions().until(() -> {
                assertThat(process.isAlive()).isTrue();
                return api.get("/health").status() == 200;
            });

            // Who hears nobody in time begins alone, and is merged.
            await().atMost(START)
                    .untilAsserted(() -> assertThat(voxlynx.platform()
                                    .node(0)
                                    .management()
                                    .run("/subsystem=jgroups/channel=ee:read-attribute(name=view)"))
                            .contains("(3)", "node1", "node2", NAME));
            api.as(voxlynx.platform().sandbox().token("kit-user", "operator"))
                    .get("/api/assistants")
                    .require(200);
            assertThat(node.refusal().words()).contains("runs already, as process " + process.pid());
        } finally {
            process.destroy();
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(contents(kit)).isEqualTo(before);
        assertThat(directory.resolve("node/log/server.log"))
                .content()
                .contains("Resuming server", "Suspending server with 5000 ms timeout");
    }

    /** What looks after the process starts again only what has ended, and an empty server looks alive. */
    @Test
    void endsByItselfWhenTheApplicationCannotBeDeployed(Cluster voxlynx) throws Exception {
        Path directory = Files.createDirectories(Platforms.directory("kit-without-database"));
        Path console = directory.resolve("console.log");
        Process process = new KitNode(Platforms.kit())
                .told(voxlynx.platform().environment())
                .told("VOXLYNX_DB_URL", "jdbc:postgresql://127.0.0.1:1/voxlynx")
                .told("VOXLYNX_NODE_NAME", "without-database")
                .told("VOXLYNX_BASE_DIR", directory.resolve("node").toString())
                .told("VOXLYNX_PORT_OFFSET", Integer.toString(freeOffset()))
                .told("VOXLYNX_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
                .start(console.toFile());
        try {
            assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(137);
            assertThat(console).content().contains("VoxLynx did not start: see");
        } finally {
            process.destroyForcibly();
        }
    }

    private static int freeOffset() {
        return IntStream.iterate(1000, offset -> offset < 7000, offset -> offset + 37)
                .filter(offset -> IntStream.of(PORTS).allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Every file of it with its size and the time of its last change. */
    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.forEach(file -> contents.put(directory.relativize(file).toString(), state(file)));
        }
        return contents;
    }

    private static String state(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + (Files.isDirectory(file) ? "" : Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
