package io.voxlynx.systemtests.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.PortPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A WildFly as it is downloaded becomes one that runs VoxLynx, by what the server's README says and nothing else. */
class StockWildFlyIT {

    private static final Path KIT = Path.of(System.getProperty("voxlynx.server.home"));
    private static final Path DIRECTORY = Path.of(System.getProperty("voxlynx.platform.directory") + "-stock");
    private static final Path WILDFLY = DIRECTORY.resolve("wildfly");

    @Test
    void becomesOneThatRunsVoxLynxAndTheScriptChangesNothingTheSecondTime() throws Exception {
        run("rm", "-rf", DIRECTORY.toString());
        Files.createDirectories(DIRECTORY);
        run("cp", "-R", System.getProperty("voxlynx.stock.wildfly"), WILDFLY.toString());
        Files.createDirectories(WILDFLY.resolve("modules/org"));
        run(
                "cp",
                "-R",
                KIT.resolve("modules/org/postgresql").toString(),
                WILDFLY.resolve("modules/org").toString());
        String untouched = configuration();

        configure();
        String once = configuration();
        configure();

        assertThat(once).isNotEqualTo(untouched);
        assertThat(configuration()).isEqualTo(once);

        try (LocalPlatform voxlynx = LocalPlatform.builder(DIRECTORY.resolve("platform"))
                .server(WILDFLY, KIT.resolve("voxlynx.ear"))
                .ports(PortPlan.free(1))
                .shortLived()
                .fresh()
                .start()) {
            Api api = Api.of(voxlynx.baseUrl());

            assertThat(api.get("/health").status()).isEqualTo(200);
            api.as(voxlynx.sandbox().token("operator-of-their-own", "operator"))
                    .get("/api/assistants")
                    .require(200);
            assertThat(voxlynx.node(0).management().run("/deployment=voxlynx.ear:read-attribute(name=status)"))
                    .contains("OK");
        }
    }

    private static String configuration() throws IOException {
        return Files.readString(WILDFLY.resolve("standalone/configuration/standalone-full-ha.xml"));
    }

    private static void configure() throws IOException, InterruptedException {
        run(
                WILDFLY.resolve("bin/jboss-cli.sh").toString(),
                "--file=" + KIT.resolve("examples/voxlynx.cli").toAbsolutePath());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
