package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What befalls the servers themselves at any moment. */
final class NodeFaults {

    static final List<Scenario> ALL = List.of(
            new Scenario("kill-node", "kill -9 of a node at a random instant, and its return", NodeFaults::kill),
            new Scenario(
                    "kill-both", "kill -9 of all nodes and PostgreSQL at once, and their return", NodeFaults::killAll));

    private static final Duration LONGEST_PEACE = Duration.ofSeconds(4);

    /** Of a campaign. Two of them want more than the provider has. */
    static final int LINES = 20;

    private static final int CONTACTS = 180;

    private NodeFaults() {}

    private static void kill(Stage stage) throws InterruptedException {
        busy(stage);
        stage.pass(stage.upTo(LONGEST_PEACE));
        Node victim = stage.anyNode();

        victim.kill();
        Takeover takeover = Takeover.begin(stage);
        stage.note("killed " + victim.name());
        comeBack(stage, victim, takeover);
    }

    /**
     * Two that have been dialling for a while with all the provider's lines, and go on about as long as a node needs to
     * return.
     *
     * @return one of them
     */
    static Campaign busy(Stage stage) throws InterruptedException {
        stage.campaign(CONTACTS, LINES);
        return alone(stage, CONTACTS);
    }

    /** One that has been dialling for a while and leaves some of the provider's lines free. */
    static Campaign alone(Stage stage, int contacts) throws InterruptedException {
        Campaign campaign = stage.campaign(contacts, LINES);
        stage.awaitCalls(campaign, 10);
        return campaign;
    }

    /** A dead node starts again when the others have taken over: its return must not disturb them either. */
    static void comeBack(Stage stage, Node victim, Takeover takeover) throws InterruptedException {
        stage.mayNotRing(takeover.doubtful());
        if (stage.platform().nodes().size() > 1) {
            takeover.awaitSettled();
            victim.start();
        } else {
            victim.start();
            takeover.awaitSettled();
        }
        takeover.measureDials();
        goOn(stage);
    }

    /** Whoever is back has something to do, also where the campaign was over before. */
    static void goOn(Stage stage) throws InterruptedException {
        if (stage.over()) {
            stage.campaign(60, LINES);
        }
        stage.await("the end of the campaigns", stage::over);
    }

    private static void killAll(Stage stage) throws InterruptedException {
        busy(stage);
        stage.pass(stage.upTo(LONGEST_PEACE));
        // while they still work: between this and their death another may begin
        Takeover takeover = Takeover.ofAll(stage);
        stage.mayNotRing(LINES);

        List<Node> nodes = stage.platform().nodes();
        nodes.parallelStream().forEach(Node::kill);
        stage.platform().database().kill();
        stage.platform().database().start();
        nodes.forEach(node -> node.launch(Map.of()));
        takeover.awaitSettled();
        for (Node node : nodes) {
            node.awaitUp();
        }
        takeover.measureDials();
        goOn(stage);
    }
}
