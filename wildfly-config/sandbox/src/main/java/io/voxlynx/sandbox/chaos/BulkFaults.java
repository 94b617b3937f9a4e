package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A node dies in the middle of something large. */
final class BulkFaults {

    private static final int FEW = 50_000;
    private static final int MANY = 1_000_000;

    static final List<Scenario> ALL = List.of(
            importing("kill-import", FEW), exporting("kill-export", FEW), exportingByJob("kill-export-job", FEW));

    static final List<Scenario> LONG = List.of(
            importing("kill-import-long", MANY),
            exporting("kill-export-long", MANY),
            exportingByJob("kill-export-job-long", MANY));

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration MOMENT = Duration.ofMillis(200);

    private BulkFaults() {}

    private static Scenario importing(String name, int rows) {
        return new Scenario(
                name, "kill -9 of the node that imports " + rows + " contacts, at any row", stage -> kill(stage, rows));
    }

    private static Scenario exporting(String name, int rows) {
        return new Scenario(
                name, "kill -9 of the node that streams " + rows + " contacts to somebody", stage -> cut(stage, rows));
    }

    private static Scenario exportingByJob(String name, int rows) {
        return new Scenario(
                name,
                "kill -9 of the node whose job writes " + rows + " contacts to a file",
                stage -> tear(stage, rows));
    }

    private static void kill(Stage stage, int rows) throws Exception {
        BulkImport load = BulkImport.send(stage, rows);
        int from = stage.random().nextInt(rows);
        stage.await(
                "row " + from,
                PATIENCE,
                () -> load.now().rows() >= from && load.now().isOpen());
        Node victim = stage.platform().nodes().stream()
                .filter(node -> load.now().holder().startsWith(node.name() + "/"))
                .findFirst()
                .orElse(stage.anyNode());

        victim.kill();
        long died = System.nanoTime();
        BulkImport.State left = load.now();
        stage.note("killed " + victim.name() + " at row " + left.rows() + " of " + rows);
        if (left.isOpen()) {
            stage.await(
                    "somebody who goes on",
                    PATIENCE,
                    () -> load.now().rows() > left.rows() || !load.now().isOpen());
            stage.measured("another went on with the rows after, s", seconds(died));
        }
        long resumed = System.nanoTime();
        stage.await("the end of the import", PATIENCE, () -> !load.now().isOpen());
        if (rows - left.rows() >= FEW / 2) {
            stage.measured("rows a second after that", (rows - left.rows()) / seconds(resumed));
        }
        victim.start();

        check(stage, "rows", load.isWhole(), load.counts());
        Campaign campaign = Campaign.existing(stage.owner(), load.campaign());
        campaign.start();
        stage.tick(stage.platform().baseUrl());
        stage.awaitCalls(campaign, 20);
        campaign.move("cancel").require(200);
        stage.await("its last calls", () -> campaign.progress().active() == 0);
        residentMemory(stage);
    }

    private static void cut(Stage stage, int rows) throws Exception {
        BulkImport load = BulkImport.send(stage, rows);
        stage.await("the end of the import", PATIENCE, () -> !load.now().isOpen());
        Node victim = stage.anyNode();
        boolean direct = stage.random().nextBoolean();
        int from = stage.random().nextInt(rows / 2);
        Rows seen = new Rows(load);

        boolean ended = read(stage, direct ? victim : null, load, seen.killingAt(from, victim));
        if (!seen.killed) {
            victim.kill();
        }
        stage.note((direct ? "from " : "through the proxy, killed ")
                + victim.name()
                + (ended ? ", ended by itself at row " : ", was cut at row ")
                + seen.count());
        check(
                stage,
                "end",
                !ended || seen.isWhole(),
                "a clean end after " + seen.count() + " of " + rows + " rows: " + ended);

        Rows again = new Rows(load);
        long begun = System.nanoTime();
        boolean whole = read(stage, stage.anyNodeBut(victim), load, again);
        stage.measured("rows a second, of the second try", rows / seconds(begun));
        check(stage, "rows", whole && again.isWhole(), again.toString());
        residentMemory(stage);
        victim.start();
    }

    /** @param node null for whichever the proxy chooses; @return whether it came to an end that looks like one */
    private static boolean read(Stage stage, Node node, BulkImport load, Rows rows) {
        String path = "/api/campaigns/" + load.campaign() + "/export.csv";
        try (BufferedReader lines = stage.download(node, path)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(line);
            }
            return true;
        } catch (IOException expected) {
            return false;
        }
    }

    private static void tear(Stage stage, int rows) throws Exception {
        BulkImport load = BulkImport.send(stage, rows);
        stage.await("the end of the import", PATIENCE, () -> !load.now().isOpen());
        Node victim = stage.anyNode();
        Path directory = Files.createTempDirectory("voxlynx-export");
        Path file = directory.resolve("result.csv");

        Thread operator = stage.beside(() -> startExport(victim, load, file));
        stage.await("the file's beginning", () -> isNotEmpty(directory));
        stage.pass(stage.upTo(MOMENT));
        victim.kill();
        operator.join();
        boolean late = Files.exists(file);
        stage.note("killed " + victim.name() + (late ? ", when the file was whole already" : ""));
        if (late) {
            check(stage, "end", Rows.of(load, file).isWhole(), "the file under its name: " + Rows.of(load, file));
        }

        startExport(stage.anyNodeBut(victim), load, file);
        long begun = System.nanoTime();
        stage.await(
                "the file",
                PATIENCE,
                () -> Files.exists(file) && Rows.of(load, file).isWhole());
        stage.measured("another node's job had it after, s", seconds(begun));
        check(stage, "rows", Rows.of(load, file).isWhole(), Rows.of(load, file).toString());
        victim.start();
        remove(directory);
    }

    private static void startExport(Node node, BulkImport load, Path file) {
        try {
            node.management()
                    .run("/deployment=voxlynx.ear/subdeployment=voxlynx-batch-jobs.jar/subsystem=batch-jberet"
                            + ":start-job(job-xml-name=export-campaign,properties={campaignId=" + load.campaign()
                            + ",file=" + file + ",overwrite=true})");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check(Stage stage, String what, boolean holds, String counts) {
        stage.note(what + ": " + counts);
        if (!holds) {
            stage.finding(what + ": " + counts);
        }
    }

    private static boolean isNotEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** The most that any living node has held since its start. */
    private static void residentMemory(Stage stage) throws IOException {
        for (Node node : stage.platform().nodes()) {
            Path status = Path.of("/proc", String.valueOf(node.pid()), "status");
            if (node.isAlive() && Files.exists(status)) {
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .forEach(kilobytes -> stage.measured("most memory of a node, MB", kilobytes / 1024.0));
            }
        }
    }

    private static double seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
    }

    /** Which rows of a file somebody has, by their telephone numbers. */
    private static final class Rows {

        private final BulkImport load;
        private final BitSet there = new BitSet();
        private int lines;
        private boolean killed;
        private LongConsumer each = line -> {};

        Rows(BulkImport load) {
            this.load = load;
        }

        static Rows of(BulkImport load, Path file) {
            Rows rows = new Rows(load);
            try (Stream<String> lines = Files.lines(file)) {
                lines.skip(1).forEach(rows::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return rows;
        }

        Rows killingAt(int line, Node victim) {
            each = count -> {
                if (count > line && !killed) {
                    killed = true;
                    victim.kill();
                }
            };
            return this;
        }

        void add(String line) {
            lines++;
            String[] cells = line.split(",", -1);
            // one that is cut off in the middle is none
            if (cells.length > 3 && cells[2].length() == BulkImport.PHONE_LENGTH) {
                there.set(load.numberOf(cells[2]));
            }
            each.accept(lines);
        }

        int count() {
            return lines;
        }

        boolean isWhole() {
            return lines == load.rows() && there.cardinality() == load.rows();
        }

        @Override
        public String toString() {
            return lines + " lines, " + there.cardinality() + " of " + load.rows() + " contacts";
        }
    }
}
