package io.voxlynx.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.wildfly.core.launcher.CliCommandBuilder;

/** WildFly's own command line, as an operator uses it; on the same machine it needs no password. */
public final class ManagementCli {

    private final Path serverHome;
    private final int port;

    ManagementCli(Path serverHome, int port) {
        this.serverHome = serverHome;
        this.port = port;
    }

    /**
     * Runs one command, such as {@code /subsystem=undertow:read-resource}.
     *
     * @return what the command line printed
     * @throws IllegalStateException when the command failed
     */
    public String run(String command) throws InterruptedException {
        List<String> line = CliCommandBuilder.of(serverHome)
                .setConnection("127.0.0.1", port)
                .addCliArgument("--output-json")
                .setCommand(command)
                .build();
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
