package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.run.CannotRun;
import io.voxlynx.sandbox.run.Distribution;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.PortPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The harness as a command: 0 if every invariant held in every round, 1 if not, 2 if it could not run, or not to its
 * end, or a scenario that was asked for by name was skipped.
 */
@Command(
        name = "chaos",
        description = "Runs campaigns through faults and judges them.",
        exitCodeOnExecutionException = 2)
public final class ChaosRun implements Callable<Integer> {

    private static final String EVERY = "all";

    @Mixin
    private Distribution distribution;

    @Option(names = "--directory", required = true, description = "where the platform's files are, made anew")
    private Path directory;

    @Option(names = "--nodes", defaultValue = "2", description = "how many WildFly nodes")
    private int nodes;

    @Option(names = "--scenario", split = ",", defaultValue = EVERY, description = "names, or all")
    private List<String> names;

    @Option(names = "--rounds", defaultValue = "1", description = "of each scenario")
    private int rounds;

    @Option(names = "--from", defaultValue = "1", description = "number of the first of them")
    private int first;

    @Option(names = "--seed", defaultValue = "1", description = "of all that is drawn")
    private long seed;

    @Option(
            names = "--goals",
            arity = "1",
            defaultValue = "false",
            description = "a takeover that takes too long is a finding")
    private boolean goals;

    @Option(names = "--minutes", defaultValue = "5", description = "that a soak lasts")
    private int minutes;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChaosRun()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Scenario> scenarios;
        try {
            scenarios = names.equals(List.of(EVERY))
                    ? Scenarios.ALL
                    : names.stream().map(Scenarios::named).toList();
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            return 2;
        }
        List<String> findings;
        boolean incomplete;
        try (LocalPlatform platform = distribution
                .on(Chaos.platform(directory))
                .ports(PortPlan.free(nodes))
                .fresh()
                .start()) {
            Chaos chaos = new Chaos(platform, seed, System.out, Duration.ofMinutes(minutes));
            if (goals) {
                chaos.withGoals();
            }
            incomplete = !goesThrough(chaos, scenarios) || chaos.hasSkipped() && scenarios != Scenarios.ALL;
            findings = chaos.findings();
        } catch (CannotRun e) {
            System.out.println("Cannot run: " + e.getMessage());
            return 2;
        }
        System.out.printf("%n%d findings%n", findings.size());
        findings.forEach(System.out::println);
        if (findings.isEmpty()) {
            return incomplete ? 2 : 0;
        }
        return 1;
    }

    /** @return false if a round went wrong itself: what was found before counts all the same */
    private boolean goesThrough(Chaos chaos, List<Scenario> scenarios) throws InterruptedException {
        try {
            for (Scenario scenario : scenarios) {
                chaos.run(scenario, first, rounds);
            }
            return true;
        } catch (CannotRun | IllegalStateException e) {
            e.printStackTrace(System.out);
            return false;
        }
    }
}
