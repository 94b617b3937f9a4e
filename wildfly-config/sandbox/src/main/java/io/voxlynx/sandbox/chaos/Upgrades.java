package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.Node;
import java.time.Duration;
import java.util.List;

/** What is done to the servers on purpose, and must not be noticed. */
final class Upgrades {

    static final List<Scenario> ALL = List.of(new Scenario(
            "rolling-restart",
            "each node in turn is taken from behind the proxy, stopped gracefully and started again, under traffic",
            Upgrades::roll));

    /** Requests that the proxy had sent to the node before it was taken out. */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(1);

    private static final int SUSPEND_SECONDS = 20;
    private static final int CONTACTS = 600;
    private static final int LINES = 20;

    private Upgrades() {}

    private static void roll(Stage stage) throws InterruptedException {
        Campaign campaign = stage.campaign(CONTACTS, LINES);
        stage.awaitCalls(campaign, 5);
        try (Visitors visitors = Visitors.of(stage, campaign)) {
            for (Node node : stage.platform().nodes()) {
                awaitCallsOn(stage);
                stage.platform().withdraw(node);
                stage.pass(LAST_REQUESTS);
                node.management().run(":shutdown(suspend-timeout=" + SUSPEND_SECONDS + ")");
                stage.await("the end of " + node.name(), () -> !node.isAlive());
                node.start();
                stage.platform().readmit(node);
                stage.pass(LAST_REQUESTS);
            }
            stage.mayNotRing(0);
            visitors.report(stage);
        }
    }

    /** A node that stops when nobody is on the phone proves nothing. */
    private static void awaitCallsOn(Stage stage) throws InterruptedException {
        if (stage.over()) {
            stage.campaign(CONTACTS, LINES);
        }
        stage.await("a call", () -> stage.callsOn() > 0);
    }
}
