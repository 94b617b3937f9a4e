package io.voxlynx.systemtests.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.run.Node;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Platforms;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The lines of batch-jobs/README.md, as they stand there, given to the server's own {@code bin/jboss-cli.sh}. */
final class BatchCommands {

    private static final Path README = Path.of("../../batch-jobs/README.md");
    private static final Path CLI = Platforms.kit().resolve("bin/jboss-cli.sh");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<String> OVER = Set.of("COMPLETED", "FAILED", "STOPPED", "ABANDONED");

    private final Installation voxlynx;

    BatchCommands(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    /** The only line of the README that has all of these in it. */
    static String line(String... parts) throws IOException {
        List<String> lines = Files.readAllLines(README).stream()
                .filter(line -> line.contains("/deployment=") && !line.startsWith("|"))
                .filter(line -> List.of(parts).stream().allMatch(line::contains))
                .toList();
        assertThat(lines).as("lines of the README with " + List.of(parts)).hasSize(1);
        return lines.get(0);
    }

    /** @param file is imported as the campaign "Spring" of {@code operator-1} */
    String importLine(Path file) throws IOException {
        return line("start-job(job-xml-name=import-contacts")
                .replace("/srv/contacts.csv", file.toString())
                .replace("user_2x", "operator-1")
                .replaceFirst("assistantId=[0-9a-f-]+", "assistantId=" + voxlynx.assistantId());
    }

    static String exportLine(UUID campaign, Path file) throws IOException {
        return line("start-job(job-xml-name=export-campaign")
                .replaceFirst("campaignId=[0-9a-f-]+", "campaignId=" + campaign)
                .replace("/srv/result.csv", file.toString());
    }

    static Path script() {
        return CLI;
    }

    String controller() {
        Node node = voxlynx.platform().node(0);
        return "127.0.0.1:" + node.managementUrl().getPort();
    }

    /** What the server answers to a line. */
    JsonObject run(String line) throws IOException, InterruptedException {
        return json(output(List.of(
                CLI.toString(), "--connect", "--controller=" + controller(), "--output-json", "--command=" + line)));
    }

    /** @return what a command prints that succeeds */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Java itself may have had a warning to print first. */
    private static JsonObject json(String output) {
        try (JsonReader reader = Json.createReader(new StringReader(output.substring(output.indexOf('{'))))) {
            return reader.readObject();
        }
    }

    /** @return the id of the execution */
    long start(String line) throws IOException, InterruptedException {
        return run(line).getJsonNumber("result").longValue();
    }

    void stop(long execution) throws IOException, InterruptedException {
        run(line(":stop-job").replace("=7", "=" + execution));
    }

    /** @return the id of the execution that goes on */
    long restart(long execution) throws IOException, InterruptedException {
        return start(line(":restart-job").replace("=7", "=" + execution));
    }

    String awaitEnd(long execution) {
        return await().atMost(PATIENCE)
                .until(
                        () -> voxlynx.db()
                                .one(
                                        String.class,
                                        "select batchstatus from job_execution where jobexecutionid = ?",
                                        execution),
                        OVER::contains);
    }

    String exitStatus(long execution) {
        return voxlynx.db()
                .one(String.class, "select exitstatus from job_execution where jobexecutionid = ?", execution);
    }
}
