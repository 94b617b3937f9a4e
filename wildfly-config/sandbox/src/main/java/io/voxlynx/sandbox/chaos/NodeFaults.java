package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.Node;
import java.time.Duration;
import java.util.List;

/** What befalls the servers themselves. */
final class NodeFaults {

    static final List<Scenario> ALL = List.of(
            new Scenario("kill-node", "kill -9 of a node at a random instant, and its return", NodeFaults::kill));

    private static final Duration LONGEST_PEACE = Duration.ofSeconds(4);

    private NodeFaults() {}

    private static void kill(Stage stage) throws InterruptedException {
        Campaign campaign = stage.campaign(150, 20);
        stage.awaitCalls(campaign, 10);
        stage.pass(stage.upTo(LONGEST_PEACE));
        Node victim = stage.anyNode();

        victim.kill();
        stage.note("killed " + victim.name());
        stage.watchTakeover();
        victim.start();
    }
}
