package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.Node;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The worst day: each of these goes wrong once, in an order and for times that the seed decides. */
final class Everything {

    static final List<Scenario> ALL = List.of(new Scenario(
            "everything",
            "nodes, PostgreSQL, its connections and the provider fail one after the other, while orders and webhooks go wrong in every way and people give commands",
            Everything::course));

    private static final int PEOPLE = 3;
    private static final Duration LONGEST_PEACE = Duration.ofSeconds(5);
    private static final Duration LONGEST_TROUBLE = Duration.ofSeconds(8);

    private Everything() {}

    /** One thing that happens to the platform; when it is over, everything is there again. */
    private record Blow(String name, Course course) {

        interface Course {
            void befalls(Stage stage) throws InterruptedException, SQLException;
        }
    }

    private static final List<Blow> KINDS = List.of(
            new Blow("node killed", stage -> kill(stage, stage.anyNode())),
            new Blow("node frozen", Everything::freeze),
            new Blow("all nodes killed", Everything::killAll),
            new Blow("PostgreSQL killed", Everything::killDatabase),
            new Blow("connections cut", Everything::cutConnections),
            new Blow("provider killed", Everything::killProvider));

    private static void course(Stage stage) throws InterruptedException, SQLException {
        List<Campaign> campaigns =
                List.of(stage.persistentCampaign(250, 20), stage.persistentCampaign(250, 20), stage.campaign(150, 10));
        stage.behave(CommandFaults.trouble(stage).behaviour());
        List<Blow> blows = new ArrayList<>(KINDS);
        Collections.shuffle(blows, stage.random());
        Commanders commanders = Commanders.whoExpectTrouble(stage, campaigns, PEOPLE);
        try {
            for (Blow blow : blows) {
                stage.pass(stage.upTo(LONGEST_PEACE));
                awaitCallsOn(stage);
                stage.note(blow.name() + ", " + stage.callsOn() + " calls on");
                blow.course().befalls(stage);
            }
        } finally {
            commanders.dismiss();
        }
        Commanders.resumeAll(stage, campaigns);
    }

    /** People pause and cancel: a blow that meets nobody on the phone would prove nothing. */
    private static void awaitCallsOn(Stage stage) throws InterruptedException {
        stage.await("a call", () -> {
            if (stage.over()) {
                stage.note("more orders");
                stage.persistentCampaign(250, 20);
            }
            return stage.callsOn() > 0;
        });
    }

    private static void kill(Stage stage, Node victim) throws InterruptedException {
        victim.kill();
        stage.pass(stage.upTo(LONGEST_TROUBLE));
        victim.start();
    }

    private static void freeze(Stage stage) throws InterruptedException {
        Node victim = stage.anyNode();
        victim.freeze();
        try {
            stage.pass(stage.upTo(LONGEST_TROUBLE.multipliedBy(3)));
        } finally {
            victim.thaw();
        }
        victim.awaitUp();
    }

    private static void killAll(Stage stage) throws InterruptedException {
        List<Node> nodes = stage.platform().nodes();
        nodes.parallelStream().forEach(Node::kill);
        nodes.forEach(node -> node.launch(Map.of()));
        for (Node node : nodes) {
            node.awaitUp();
        }
    }

    private static void killDatabase(Stage stage) throws InterruptedException {
        stage.platform().database().kill();
        stage.pass(stage.upTo(LONGEST_TROUBLE));
        stage.platform().database().start();
    }

    private static void cutConnections(Stage stage) throws SQLException {
        DatabaseFaults.terminate(stage, 1);
    }

    /** Its faults are over when it is back: it starts with a good day. */
    private static void killProvider(Stage stage) throws InterruptedException {
        stage.platform().sandbox().kill();
        stage.pass(stage.upTo(LONGEST_TROUBLE));
        stage.platform().sandbox().start();
        stage.prepare();
        stage.behave(CommandFaults.trouble(stage).behaviour());
    }
}
