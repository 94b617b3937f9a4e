package io.voxlynx.systemtests.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.systemtests.harness.OwnPlatform;
import io.voxlynx.systemtests.harness.Platforms;
import io.voxlynx.systemtests.jms.Key;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Test;

/** A WildFly as it is downloaded becomes one that runs VoxLynx, by what the server's README says and nothing else. */
@OwnPlatform
class StockWildFlyIT {

    private static final Path KIT = Platforms.kit();
    private static final Path DIRECTORY = Platforms.directory("stock-wildfly");
    private static final Path TRUSTED = DIRECTORY.resolve("trusted.p12");
    private static final String KEYSTORE_PASSWORD = UUID.randomUUID().toString();
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

        assertThat(once).isNotEqualTo(untouched).as("somebody else's").contains("java:jboss/datasources/ExampleDS");
        assertThat(configuration()).isEqualTo(once);
        speaksTlsWithSystemsBesideIt();

        try (LocalPlatform voxlynx = Platforms.named("stock")
                .server(WILDFLY, KIT.resolve("voxlynx.ear"))
                .environment("JMS_KEYSTORE_PASSWORD", KEYSTORE_PASSWORD)
                .start()) {
            Api api = Api.of(voxlynx.baseUrl());

            assertThat(api.get("/health").status()).isEqualTo(200);
            api.as(voxlynx.sandbox().token("operator-of-their-own", "operator"))
                    .get("/api/assistants")
                    .require(200);
            assertThat(voxlynx.node(0).management().run("/deployment=voxlynx.ear:read-attribute(name=status)"))
                    .contains("OK");
            Key key = Key.of(api.as(voxlynx.sandbox().token("admin-of-their-own", "admin")), "events");
            for (ConnectionFactory client : clientsByTls(voxlynx.node(0).jmsPort())) {
                try (JMSContext context = client.createContext(key.user(), key.password())) {
                    context.createConsumer(context.createTopic("Events"));
                    context.start();
                }
            }
        }
    }

    /** By the lines of the README, as they stand there. */
    private static void speaksTlsWithSystemsBesideIt() throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(Path.of("../README.md")).stream()
                .filter(line -> line.matches("    /subsystem=.*=(voxlynx-)?jms:.*"))
                .toList();
        assertThat(lines).hasSize(4);
        Path script = DIRECTORY.resolve("tls.cli");
        Files.writeString(
                script,
                "embed-server --server-config=standalone-full-ha.xml\n" + String.join("\n", lines)
                        + "\nstop-embedded-server\n");
        run(WILDFLY.resolve("bin/jboss-cli.sh").toString(), "--file=" + script.toAbsolutePath());
        Path keys = WILDFLY.resolve("standalone/configuration/jms.p12");
        keytool(keys, "-genkeypair", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        Path certificate = DIRECTORY.resolve("voxlynx.crt");
        keytool(keys, "-exportcert", "-file", certificate.toString());
        keytool(TRUSTED, "-importcert", "-noprompt", "-file", certificate.toString());
    }

    /** They believe nobody but the one whose certificate they have. */
    private static List<ConnectionFactory> clientsByTls(int port) throws JMSException {
        ActiveMQConnectionFactory core = new ActiveMQConnectionFactory();
        core.setBrokerURL("tcp://127.0.0.1:%d?enable1xPrefixes=true&reconnectAttempts=0&sslEnabled=true".formatted(port)
                + "&trustStorePath=%s&trustStorePassword=%s".formatted(TRUSTED.toAbsolutePath(), KEYSTORE_PASSWORD));
        return List.of(
                core,
                new JmsConnectionFactory("amqps://127.0.0.1:%d?jms.topicPrefix=jms.topic.".formatted(port)
                        + "&transport.trustStoreLocation=%s&transport.trustStorePassword=%s"
                                .formatted(TRUSTED.toAbsolutePath(), KEYSTORE_PASSWORD)));
    }

    private static void keytool(Path store, String... order) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(order));
        command.addAll(
                List.of("-alias", "voxlynx", "-storetype", "PKCS12", "-storepass", KEYSTORE_PASSWORD, "-keystore"));
        command.add(store.toString());
        run(command.toArray(String[]::new));
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
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JMS_KEYSTORE_PASSWORD", KEYSTORE_PASSWORD);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
