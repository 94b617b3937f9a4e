package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A node dies in the middle of something large that comes in. */
final class BulkFaults {

    private static final int FEW = 50_000;

    static final List<Scenario> ALL = List.of(importing("kill-import", FEW));

    static final List<Scenario> LONG = List.of(importing("kill-import-long", 1_000_000));

    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The last round may be over before it was seen to begin. */
    private static final int TRIES = 5;

    private BulkFaults() {}

    private static Scenario importing(String name, int rows) {
        return new Scenario(
                name,
                "kill -9 of the node that imports " + rows + " contacts, in any of its rounds",
                stage -> kill(stage, rows));
    }

    private static void kill(Stage stage, int rows) throws Exception {
        NodeFaults.busy(stage);
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            if (hasKilledTheHolder(
                    stage, BulkImport.send(stage, stage.contacts().batch(rows)))) {
                return;
            }
        }
        throw new IllegalStateException("No node died while it imported " + rows + " rows, in " + TRIES + " tries");
    }

    /** @return false if the import was over before its node died, which proves nothing */
    private static boolean hasKilledTheHolder(Stage stage, BulkImport load) throws Exception {
        List<Integer> visible = BulkImport.visibleRows(load.rows());
        int from = visible.get(stage.random().nextInt(visible.size()));
        AtomicReference<BulkImport.State> seen = new AtomicReference<>();
        stage.await("row " + from, PATIENCE, () -> {
            BulkImport.State now = load.now();
            seen.set(now);
            return now.isHeld() && now.rows() >= from || !now.isOpen();
        });
        if (!seen.get().isOpen()) {
            stage.note("over before row " + from + " was seen");
            checkRows(stage, load);
            return false;
        }

        Node victim = holder(stage, seen.get());
        victim.kill();
        long died = System.nanoTime();
        BulkImport.State left = load.now();
        if (!left.isHeldBy(victim.name())) {
            stage.note("killed " + victim.name() + " too late, when it was " + left);
            victim.start();
            load.awaitEnd();
            checkRows(stage, load);
            return false;
        }
        stage.note("killed " + victim.name() + " at row " + left.rows() + " of " + load.rows());
        goOn(stage, load, victim, left, died);
        victim.start();

        checkRows(stage, load);
        dial(stage, load);
        residentMemory(stage);
        return true;
    }

    private static Node holder(Stage stage, BulkImport.State state) {
        return stage.platform().nodes().stream()
                .filter(node -> state.isHeldBy(node.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node of ours holds the import: " + state));
    }

    private static void goOn(Stage stage, BulkImport load, Node victim, BulkImport.State left, long died)
            throws InterruptedException {
        stage.await("somebody who goes on", PATIENCE, () -> {
            BulkImport.State now = load.now();
            // the database may still have committed what the dead node had sent
            return !now.isOpen() || now.rows() > left.rows() && !now.isHeldBy(victim.name());
        });
        stage.measured("another went on with the rows after, s", seconds(died));
        long resumed = System.nanoTime();
        load.awaitEnd();
        if (load.rows() - left.rows() >= FEW / 2) {
            stage.measured("rows a second after that", (load.rows() - left.rows()) / seconds(resumed));
        }
    }

    private static void dial(Stage stage, BulkImport load) throws InterruptedException {
        Campaign campaign = Campaign.existing(stage.owner(), load.campaign());
        stage.judges(campaign, BulkImport.CAP);
        stage.of(campaign).mayBeCanceled();
        campaign.start();
        stage.tick(stage.platform().baseUrl());
        stage.awaitCalls(campaign, 20);
        campaign.move("cancel").require(200);
        stage.await("its last calls", () -> campaign.progress().active() == 0);
    }

    private static void checkRows(Stage stage, BulkImport load) {
        check(stage, "rows", load.isWhole(), load.counts());
    }

    static void check(Stage stage, String what, boolean holds, String counts) {
        stage.note(what + ": " + counts);
        if (!holds) {
            stage.finding(what + ": " + counts);
        }
    }

    /** The most that any living node has held since its start. */
    static void residentMemory(Stage stage) throws IOException {
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

    static double seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
    }
}
