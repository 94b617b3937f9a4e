package io.voxlynx.systemtests.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The start script of a server kit, which is told by environment variables and nothing else. */
final class KitNode {

    private final Path kit;
    private final Map<String, String> environment = new LinkedHashMap<>();

    KitNode(Path kit) {
        this.kit = kit;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    KitNode told(String name, String value) {
        environment.put(name, value);
        return this;
    }

    KitNode told(Map<String, String> settings) {
        environment.putAll(settings);
        return this;
    }

    /** What it said, and its exit status. */
    record Refusal(int status, String words) {}

    /** Of a start that comes to nothing. */
    Refusal refusal(String... arguments) throws InterruptedException {
        try {
            Process process = builder(arguments).redirectErrorStream(true).start();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Refusal(process.waitFor(), words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process start(File console) {
        try {
            return builder().redirectErrorStream(true).redirectOutput(console).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = kit.resolve("bin/voxlynx.sh").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
