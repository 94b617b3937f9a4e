package io.voxlynx.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.wildfly.core.launcher.Launcher;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * One WildFly with the EAR. Several share the server's files; each has a base directory of its own, which is made anew
 * with the platform: all that is worth keeping lies in PostgreSQL.
 */
public final class Node {

    private static final Duration STOP = Duration.ofSeconds(30);
    private static final String EAR = "voxlynx.ear";

    /** What every node of a platform has in common. */
    record Template(
            Path serverHome,
            String configuration,
            Path ear,
            String heap,
            List<String> compilation,
            IntFunction<List<String>> javaOptions,
            Map<String, String> environment) {}

    private final int index;
    private final Template template;
    private final PortPlan.NodePorts ports;
    private final Path base;
    private final Watchdog watchdog;
    private JavaProcess process;

    Node(int index, Template template, PortPlan.NodePorts ports, Path directory, Watchdog watchdog) {
        this.index = index;
        this.template = template;
        this.ports = ports;
        this.base = directory.resolve(name());
        this.watchdog = watchdog;
    }

    public String name() {
        return nameOf(index);
    }

    /** @param index from 0 */
    public static String nameOf(int index) {
        return "node" + (index + 1);
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + ports.http());
    }

    /** Of the admin console, health and metrics; the management API is at /management below it. */
    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + ports.management());
    }

    /** Where systems beside it come to the message broker, by CORE or AMQP. */
    public int jmsPort() {
        return ports.jms();
    }

    public ManagementCli management() {
        return new ManagementCli(template.serverHome(), ports.management());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    CompletableFuture<?> onExit() {
        return process.onExit();
    }

    /** Waits until it has died by itself. @return false if it still lives after so long */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return process.awaitEnd(atMost);
    }

    /** What its process ended with. */
    public int exitCode() {
        return process.exitCode();
    }

    public Path log() {
        return base.resolve("log/server.log");
    }

    void prepare() {
        try {
            Directories.delete(base);
            Path configuration = Files.createDirectories(base.resolve("configuration"));
            try (Stream<Path> files = Files.list(template.serverHome().resolve("standalone/configuration"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, configuration.resolve(file.getFileName()));
                }
            }
            Files.createDirectories(base.resolve("log"));
            Files.copy(
                    template.ear(),
                    Files.createDirectories(base.resolve("deployments")).resolve(EAR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, also again after {@link #stop()} or {@link #kill()}; returns when the EAR is deployed and healthy. */
    public void start() throws InterruptedException {
        launch(Map.of());
        awaitUp();
    }

    /**
     * Starts the process and does not wait for it.
     *
     * @param further settings for this start alone
     */
    public void launch(Map<String, String> further) {
        StandaloneCommandBuilder command = StandaloneCommandBuilder.of(template.serverHome())
                .setBaseDirectory(base)
                .setServerConfiguration(template.configuration())
                .setJavaOptions(
                        "-Xms192m",
                        "-Xmx" + template.heap(),
                        "-XX:MetaspaceSize=96m",
                        "-Djava.net.preferIPv4Stack=true",
                        "-Djava.awt.headless=true")
                .addJavaOptions(template.compilation())
                .addJavaOptions(template.javaOptions().apply(index));
        command.addServerArguments(
                "-Djboss.node.name=" + name(),
                "-Djboss.tx.node.id=" + name(),
                "-Djboss.http.port=" + ports.http(),
                "-Djboss.management.http.port=" + ports.management(),
                "-Djboss.jgroups.tcp.port=" + ports.jgroups(),
                "-Djboss.jgroups.tcp-fd.port=" + ports.failureDetection(),
                "-Djboss.messaging.cluster.port=" + ports.messaging(),
                "-Dvoxlynx.jms.port=" + ports.jms());
        Path console = base.resolve("log/console.log");
        Process started;
        try {
            started = Launcher.of(command)
                    .setRedirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
                    .addEnvironmentVariables(template.environment())
                    .addEnvironmentVariables(further)
                    .launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        watchdog.watch(started.pid());
        process = new JavaProcess("WildFly (" + name() + ")", started, log());
    }

    /** Returns when the EAR is deployed and healthy. */
    public void awaitUp() throws InterruptedException {
        process.awaitUp(baseUrl().resolve("/health"), LocalPlatform.START, this::requireDeployed);
    }

    // WildFly itself starts without an application that it could not deploy
    private void requireDeployed() {
        if (Files.exists(base.resolve("deployments/" + EAR + ".failed"))) {
            throw new CannotRun("WildFly (" + name() + ") could not deploy the application: see " + log());
        }
    }

    public void stop() {
        if (process != null) {
            process.stop(STOP);
        }
    }

    public void kill() {
        process.kill();
    }

    /** SIGSTOP: the process does nothing any more, but its connections stay open. */
    public void freeze() {
        process.signal("STOP");
    }

    /** Waits until it has stopped itself. @return false if it has not after so long */
    public boolean awaitFrozen(Duration atMost) throws InterruptedException {
        return process.awaitStopped(atMost);
    }

    /** SIGCONT: it goes on as if nothing had happened. */
    public void thaw() {
        process.signal("CONT");
    }

    /** The node's own files, which are made anew with the platform only. */
    public Path directory() {
        return base;
    }
}
