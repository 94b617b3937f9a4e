package io.voxlynx.sandbox.spread;

import io.voxlynx.sandbox.run.CannotRun;
import io.voxlynx.sandbox.run.Distribution;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.Node;
import io.voxlynx.sandbox.run.PortPlan;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The measurement as a command. Nodes leave one by one, so the warmest JVM of all works alone at the end. */
@Command(name = "spread", description = "Measures what one more node is worth.")
public final class SpreadRun implements Callable<Integer> {

    private static final Duration SETTLE = Duration.ofSeconds(6);
    private static final int WEBHOOKS_PER_NODE = 1_500;

    @Mixin
    private Distribution distribution;

    @Option(names = "--directory", required = true, description = "where the platform's files are, made anew")
    private Path directory;

    @Option(names = "--nodes", defaultValue = "3", description = "how many WildFly nodes to begin with")
    private int nodes;

    @Option(names = "--answer-millis", defaultValue = "1000", description = "what the provider takes for an order")
    private int answerMillis;

    @Option(names = "--seconds", defaultValue = "15", description = "that launches are counted for")
    private int seconds;

    @Option(names = "--cpu", defaultValue = "0.25", description = "of one processor for each node that applies")
    private double cpu;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SpreadRun()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (LocalPlatform platform = distribution
                .on(LocalPlatform.builder(directory))
                .ports(PortPlan.free(nodes))
                // neither limit is what is measured here
                .environment("VOXLYNX_VAPI_MAX_CONCURRENT_CALLS", "10000")
                .environment("VOXLYNX_RATE_LIMIT_GENERAL_PER_MINUTE", "1000000")
                .environment("VOXLYNX_RATE_LIMIT_UPLOAD_PER_MINUTE", "1000000")
                .shortLived()
                .fresh()
                .start()) {
            measure(platform);
            return 0;
        } catch (CannotRun e) {
            System.out.println("Cannot run: " + e.getMessage());
            return 2;
        }
    }

    private void measure(LocalPlatform platform) throws InterruptedException {
        Load load = new Load(platform);
        List<Node> working = new ArrayList<>(platform.nodes());
        List<CpuLimit> limits = limits(working);
        load.behave(0);
        load.launches(SETTLE, Duration.ofSeconds(seconds));
        load.applied(WEBHOOKS_PER_NODE * nodes);
        System.out.printf(
                Locale.ROOT,
                "%nThe provider takes %d ms for an order; a node that applies has %s.%n",
                answerMillis,
                limits.isEmpty() ? "what it gets" : Math.round(cpu * 100) + " % of a processor");
        List<String> lines = new ArrayList<>();
        try {
            while (!working.isEmpty()) {
                lines.add(round(load, working, limits));
                working.remove(working.size() - 1).stop();
            }
        } finally {
            // Only what nobody is in any more can be taken away.
            platform.nodes().forEach(Node::stop);
            limits.forEach(CpuLimit::remove);
        }
        System.out.println("  nodes  launches/s  hints by node       webhooks applied/s  hints by node");
        lines.forEach(System.out::println);
    }

    private String round(Load load, List<Node> working, List<CpuLimit> limits) throws InterruptedException {
        load.behave(answerMillis);
        List<Long> launchesBefore = added(working, "CallLaunches");
        double launches = load.launches(SETTLE, Duration.ofSeconds(seconds));
        List<Long> launchHints = difference(added(working, "CallLaunches"), launchesBefore);
        List<Long> eventsBefore = added(working, "ProviderEvents");
        limits.forEach(limit -> limit.set(cpu));
        double applied = load.applied(WEBHOOKS_PER_NODE * working.size());
        limits.forEach(CpuLimit::lift);
        List<Long> eventHints = difference(added(working, "ProviderEvents"), eventsBefore);
        return String.format(
                Locale.ROOT,
                "  %5d  %10.1f  %-18s  %18.0f  %s",
                working.size(),
                launches,
                launchHints,
                applied,
                eventHints);
    }

    private List<CpuLimit> limits(List<Node> working) {
        if (!CpuLimit.isPossible()) {
            return List.of();
        }
        return working.stream().map(node -> CpuLimit.of(node.pid())).toList();
    }

    /** Messages that have come to the queue of each node, for its own consumers. */
    private static List<Long> added(List<Node> nodes, String queue) throws InterruptedException {
        List<Long> counts = new ArrayList<>();
        for (Node node : nodes) {
            String answer = node.management()
                    .run("/subsystem=messaging-activemq/server=default/jms-queue=" + queue
                            + ":read-attribute(name=messages-added)");
            // before it the command line may have something to say of itself
            String json = answer.substring(answer.indexOf('{'));
            try (JsonReader reader = Json.createReader(new StringReader(json))) {
                counts.add(reader.readObject().getJsonNumber("result").longValueExact());
            }
        }
        return counts;
    }

    private static List<Long> difference(List<Long> after, List<Long> before) {
        List<Long> grown = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            grown.add(after.get(i) - before.get(i));
        }
        return grown;
    }
}
