package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.run.Node;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A node that stands still and then goes on as if no time had passed, as after a pause of its virtual machine: what it
 * believes has long been decided by others.
 */
final class FreezeFaults {

    /** The last look at the clock has been taken, the first byte not been sent. */
    private static final FaultPoint ORDER_LEAVES =
            FaultPoint.at("freeze-sender", "io.voxlynx.vapi.VapiOrders$Order", "writeTo", "EXIT");

    private static final FaultPoint ORDER_BEGINS =
            FaultPoint.at("freeze-early-sender", "io.voxlynx.vapi.VapiOrders", "send", "ENTRY");

    /** In a transaction that has locked the campaign and the provider's lines, without which nobody claims. */
    private static final FaultPoint LINES_HELD =
            FaultPoint.at("freeze-with-lines", "io.voxlynx.dispatch.Lines", "lockLine", "EXIT");

    static final List<Scenario> ALL = List.of(
            new Scenario("freeze-node", "SIGSTOP of a node for 5 to 30 s, then SIGCONT", stage -> freeze(stage, 30)),
            new Scenario(
                    "freeze-node-long", "SIGSTOP of a node for 5 to 120 s, then SIGCONT", stage -> freeze(stage, 120)),
            new Scenario(
                    ORDER_LEAVES.name(),
                    "a node stands still with an order on its lips until others must have given its sender up",
                    stage -> freezeSender(stage, ORDER_LEAVES)),
            new Scenario(
                    ORDER_BEGINS.name(),
                    "a node stands still as long before its last look at the clock",
                    stage -> freezeSender(stage, ORDER_BEGINS)),
            new Scenario(
                    LINES_HELD.name(),
                    "a node stands still in the middle of a claim, with the locks that everybody needs",
                    FreezeFaults::freezeWithLines));

    private static final int LEAST_SECONDS = 5;
    /** Longer than unknown-safe-wait-seconds and a lookup, by default. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(35);

    private static final Duration LONGEST_PEACE = Duration.ofSeconds(4);
    private static final Duration SOON = Duration.ofMinutes(2);
    /** In which PostgreSQL has to let go of what a frozen node holds. */
    private static final Duration LET_GO = Duration.ofSeconds(30);

    private static final int LATEST_PASS = 40;

    private FreezeFaults() {}

    private static void freeze(Stage stage, int mostSeconds) throws InterruptedException, SQLException {
        NodeFaults.busy(stage);
        stage.pass(stage.upTo(LONGEST_PEACE));
        Node victim = stage.anyNode();
        Duration frozen =
                Duration.ofSeconds(LEAST_SECONDS).plus(stage.upTo(Duration.ofSeconds(mostSeconds - LEAST_SECONDS)));

        victim.freeze();
        Takeover takeover = Takeover.ofAll(stage);
        stage.mayNotRing(takeover.doubtful());
        try {
            stage.pass(frozen);
        } finally {
            victim.thaw();
        }
        stage.note(victim.name() + " stood still for " + frozen.toMillis() + " ms");
        takeover.awaitSettled();
        victim.awaitUp();
        takeover.measureDials();
        NodeFaults.goOn(stage);
        nobodyRangUnknown(stage);
    }

    /** No telephone rang for a call that the books had given up: its line was free for another by then. */
    private static void nobodyRangUnknown(Stage stage) throws SQLException {
        Set<String> given = new HashSet<>();
        try (Connection database = stage.platform().database().connect();
                Statement query = database.createStatement();
                ResultSet rows =
                        query.executeQuery("select id from voxlynx.calls where ended_reason = 'launch-unconfirmed'")) {
            while (rows.next()) {
                given.add(rows.getString(1));
            }
        }
        long rang = stage.dials().stream()
                // without a call there was an order and no telephone
                .filter(dial -> !dial.isNull("callId") && given.contains(dial.getString("attemptId", null)))
                .count();
        if (rang > 0) {
            stage.finding(rang + " telephones rang for calls that had been given up");
        }
    }

    private static void freezeSender(Stage stage, FaultPoint point) throws Exception {
        NodeFaults.busy(stage);
        Node victim = stage.anyNode();
        int pass = 1 + stage.random().nextInt(LATEST_PASS);
        Sabotage.of(victim).freezeAt(point, pass);
        if (!victim.awaitFrozen(SOON)) {
            throw new IllegalStateException(victim.name() + " did not stand still at pass " + pass);
        }
        try {
            Takeover takeover = Takeover.ofAll(stage);
            stage.mayNotRing(takeover.doubtful());
            stage.note(victim.name() + " stood still at pass " + pass);
            stage.pass(GIVEN_UP);
            Instant thawed = Instant.now();
            victim.thaw();
            takeover.awaitSettled();
            victim.awaitUp();
            takeover.measureDials();
            NodeFaults.goOn(stage);
            stage.note(takeover.orderedAfter(thawed) + " of the orders that it had in hand came after that");
            nobodyRangUnknown(stage);
        } finally {
            victim.thaw();
        }
    }

    private static long claimed(Stage stage) throws SQLException {
        try (Connection database = stage.platform().database().connect();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from calls")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void freezeWithLines(Stage stage) throws Exception {
        NodeFaults.busy(stage);
        Node victim = stage.anyNode();
        Sabotage.of(victim).freezeAt(LINES_HELD, 1 + stage.random().nextInt(LATEST_PASS));
        if (!victim.awaitFrozen(SOON)) {
            throw new IllegalStateException(victim.name() + " did not stand still");
        }
        try {
            stage.mayNotRing(Takeover.ofAll(stage).doubtful());
            long frozen = System.nanoTime();
            // Not dials: what was claimed already is still dialled.
            long claimed = claimed(stage);
            stage.await("a claim by the others", LET_GO, () -> claimed(stage) > claimed);
            stage.measured(
                    "others claimed again after, s",
                    Duration.ofNanos(System.nanoTime() - frozen).toMillis() / 1000.0);
        } finally {
            victim.thaw();
        }
        victim.awaitUp();
        NodeFaults.goOn(stage);
        nobodyRangUnknown(stage);
    }
}
