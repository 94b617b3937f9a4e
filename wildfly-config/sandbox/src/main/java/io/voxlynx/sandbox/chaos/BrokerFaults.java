package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.run.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What befalls the message broker inside a node: all that it holds are hints. */
final class BrokerFaults {

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "broker-journal",
                    "a node dies, and its broker's journal is gone when it returns",
                    BrokerFaults::loseJournal),
            new Scenario(
                    "broker-stopped", "the broker of a running node stops and stays so", BrokerFaults::stopBroker));

    private static final Duration LONGEST_PEACE = Duration.ofSeconds(4);
    private static final String BROKER = "/subsystem=messaging-activemq/server=default";

    private BrokerFaults() {}

    private static void loseJournal(Stage stage) throws InterruptedException, IOException {
        NodeFaults.busy(stage);
        stage.pass(stage.upTo(LONGEST_PEACE));
        Node victim = stage.anyNode();

        victim.kill();
        Takeover takeover = Takeover.begin(stage);
        int files = delete(victim.directory().resolve("data/activemq"));
        stage.note("killed " + victim.name() + ", deleted " + files + " files of its broker");
        NodeFaults.comeBack(stage, victim, takeover);
    }

    private static int delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> paths = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.delete(path);
            }
            return paths.size();
        }
    }

    private static void stopBroker(Stage stage) throws InterruptedException {
        NodeFaults.busy(stage);
        Node victim = stage.anyNode();

        victim.management().run(BROKER + ":force-failover");
        Takeover takeover = Takeover.begin(stage);
        stage.mayNotRing(NodeFaults.LINES);
        stage.note("stopped the broker of " + victim.name());
        stage.await("the end of the campaign", stage::over);
        takeover.measureDials();
        // what an operator does
        victim.stop();
        victim.start();
    }
}
