package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Something large that goes out breaks off in the middle: a node dies, or whoever reads it goes away. */
final class ExportFaults {

    /** More bytes than all buffers between a node and its reader take: its end cannot be on its way at the beginning. */
    private static final int FEW = 200_000;

    private static final int MANY = 1_000_000;
    private static final int TRIES = 3;
    private static final Duration MOMENT = Duration.ofMillis(200);

    static final List<Scenario> ALL = List.of(
            exporting("kill-export", FEW),
            exportingByJob("kill-export-job", FEW),
            new Scenario(
                    "exports-abandoned",
                    "people go away in the middle of " + FEW + " contacts, again and again",
                    ExportFaults::abandon));

    static final List<Scenario> LONG =
            List.of(exporting("kill-export-long", MANY), exportingByJob("kill-export-job-long", MANY));

    private ExportFaults() {}

    /** @return false if the export was over before its node died, which proves nothing */
    @FunctionalInterface
    private interface Attempt {
        boolean hasDoneDamage(Stage stage, BulkImport load) throws Exception;
    }

    private static Scenario exporting(String name, int rows) {
        return new Scenario(
                name,
                "kill -9 of the node that streams " + rows + " contacts to somebody",
                stage -> insist(stage, rows, ExportFaults::cut));
    }

    private static Scenario exportingByJob(String name, int rows) {
        return new Scenario(
                name,
                "kill -9 of the node whose job writes " + rows + " contacts to a file",
                stage -> insist(stage, rows, ExportFaults::tear));
    }

    private static void insist(Stage stage, int rows, Attempt attempt) throws Exception {
        NodeFaults.busy(stage);
        for (int tries = 1; tries <= TRIES; tries++) {
            BulkImport load = BulkImport.send(stage, Contacts.undialled(tries * rows));
            load.awaitEnd();
            if (attempt.hasDoneDamage(stage, load)) {
                return;
            }
        }
        throw new IllegalStateException("No node died in the middle of an export, in " + TRIES + " tries, the last of "
                + TRIES * rows + " rows");
    }

    private static boolean cut(Stage stage, BulkImport load) throws Exception {
        Node victim = stage.anyNode();
        int from = stage.random().nextInt(load.rows() / 10);
        ExportedRows seen = new ExportedRows(load);
        boolean ended = read(stage, victim, load, seen.killingAt(from, victim));
        if (!seen.hasKilled()) {
            throw new Overdue("row " + from + " of the export: it " + (ended ? "ended" : "broke off") + " at row "
                    + seen.count() + " though nothing had happened");
        }
        stage.note("killed " + victim.name() + " at row " + from + (ended ? ", ended at row " : ", was cut at row ")
                + seen.count());
        if (ended) {
            BulkFaults.check(stage, "end", seen.isWhole(), "a clean end with " + seen);
            victim.start();
            // missing rows are a finding; all of them were on their way already
            return !seen.isWhole();
        }

        ExportedRows again = new ExportedRows(load);
        long begun = System.nanoTime();
        boolean whole = read(stage, stage.anyNodeBut(victim), load, again);
        stage.measured("rows a second, of the second try", load.rows() / BulkFaults.seconds(begun));
        BulkFaults.check(stage, "rows", whole && again.isWhole(), again.toString());
        BulkFaults.residentMemory(stage);
        victim.start();
        return true;
    }

    private static String path(BulkImport load) {
        return "/api/campaigns/" + load.campaign() + "/export.csv";
    }

    /** @return whether it came to an end that looks like one */
    private static boolean read(Stage stage, Node node, BulkImport load, ExportedRows rows) {
        try (BufferedReader lines = stage.download(node, path(load))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(line);
            }
            return true;
        } catch (IOException expected) {
            return false;
        }
    }

    /** What was on its way to them stays in the node, and must be nobody else's answer. */
    private static void abandon(Stage stage) throws Exception {
        BulkImport load = BulkImport.send(stage, Contacts.undialled(FEW));
        load.awaitEnd();
        Campaign campaign = NodeFaults.busy(stage);
        AtomicInteger abandoned = new AtomicInteger();
        try (Visitors visitors = Visitors.of(stage, campaign)) {
            stage.await("the end of the campaigns", () -> {
                for (Node node : stage.platform().nodes()) {
                    abandon(stage, node, load);
                    abandoned.incrementAndGet();
                }
                return stage.over();
            });
            stage.note(abandoned + " exports abandoned");
            stage.mayNotRing(0);
            visitors.report(stage);
        }
    }

    private static void abandon(Stage stage, Node node, BulkImport load) throws IOException {
        int until = stage.random().nextInt(load.rows() / 10);
        try (BufferedReader lines = stage.download(node, path(load))) {
            long read = lines.lines().limit(until).count();
            if (read < until) {
                stage.finding("an export ended after " + read + " lines");
            }
        }
    }

    private static boolean tear(Stage stage, BulkImport load) throws Exception {
        Path directory = Files.createTempDirectory("voxlynx-export");
        boolean torn = tear(stage, load, directory);
        remove(directory);
        return torn;
    }

    private static boolean tear(Stage stage, BulkImport load, Path directory) throws Exception {
        Node victim = stage.anyNode();
        Path file = directory.resolve("result.csv");
        Thread operator = stage.beside(() -> start(victim, load, file));
        stage.await("the file's beginning", () -> !files(directory).isEmpty());
        stage.pass(stage.upTo(MOMENT));
        victim.kill();
        operator.join();
        List<Path> left = files(directory);
        stage.note("killed " + victim.name() + ", which left " + left.size() + " files");
        // what is not finished has another name
        if (left.isEmpty() || left.contains(file)) {
            ExportedRows rows = ExportedRows.of(load, file);
            BulkFaults.check(stage, "end", left.isEmpty() || rows.isWhole(), "the file under its name: " + rows);
            victim.start();
            return false;
        }

        start(stage.anyNodeBut(victim), load, file);
        long begun = System.nanoTime();
        stage.await(
                "the file",
                BulkFaults.PATIENCE,
                () -> Files.exists(file) && ExportedRows.of(load, file).isWhole());
        stage.measured("another node's job had it after, s", BulkFaults.seconds(begun));
        ExportedRows rows = ExportedRows.of(load, file);
        BulkFaults.check(stage, "rows", rows.isWhole(), rows.toString());
        victim.start();
        return true;
    }

    private static void start(Node node, BulkImport load, Path file) {
        try {
            node.management()
                    .run("/deployment=voxlynx.ear/subdeployment=voxlynx-batch-jobs.jar/subsystem=batch-jberet"
                            + ":start-job(job-xml-name=export-campaign,properties={campaignId=" + load.campaign()
                            + ",file=" + file + ",overwrite=true})");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void remove(Path directory) throws IOException {
        for (Path file : files(directory)) {
            Files.delete(file);
        }
        Files.delete(directory);
    }
}
