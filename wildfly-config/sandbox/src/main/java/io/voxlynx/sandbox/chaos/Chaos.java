package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.oracle.Verdict;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.Node;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Takes a running platform through rounds of scenarios and says what came of each. */
public final class Chaos {

    private final LocalPlatform platform;
    private final long seed;
    private final PrintStream out;

    public Chaos(LocalPlatform platform, long seed, PrintStream out) {
        this.platform = platform;
        this.seed = seed;
        this.out = out;
    }

    /** A platform whose long waits are short enough to be waited for a hundred times. */
    public static LocalPlatform.Builder platform(Path directory) {
        Path files = directory.toAbsolutePath();
        return LocalPlatform.builder(files)
                .javaOptions(node -> Sabotage.javaOptions(files, Node.nameOf(node)))
                .environment("VOXLYNX_SCHEDULER_TICK_SECONDS", "5")
                .environment("VOXLYNX_CALL_SILENCE_SECONDS", "15")
                .environment("VOXLYNX_DISPATCH_BREAKER_OPEN_SECONDS", "2")
                .environment("VOXLYNX_RATE_LIMIT_GENERAL_PER_MINUTE", "1000000")
                .environment("VOXLYNX_RATE_LIMIT_UPLOAD_PER_MINUTE", "1000000")
                .shortLived();
    }

    /** @return what did not hold, over all rounds */
    public List<String> run(Scenario scenario, int rounds) throws InterruptedException {
        Figures figures = new Figures();
        List<String> findings = new ArrayList<>();
        out.printf("%n%s: %s%n", scenario.name(), scenario.what());
        int survived = 0;
        for (int round = 1; round <= rounds; round++) {
            List<String> broken = round(scenario, round, figures);
            for (String line : broken) {
                findings.add(scenario.name() + " " + round + ": " + line);
            }
            survived += broken.isEmpty() ? 1 : 0;
        }
        figures.lines().forEach(line -> out.println("  " + line));
        out.printf("  %d of %d rounds without a finding%n", survived, rounds);
        return findings;
    }

    private List<String> round(Scenario scenario, int round, Figures figures) throws InterruptedException {
        Stage stage = new Stage(platform, Objects.hash(seed, scenario.name(), round), figures);
        List<String> broken = new ArrayList<>();
        List<Verdict> verdicts = List.of();
        long begun = System.nanoTime();
        try {
            scenario.course().run(stage);
            verdicts = stage.judge();
        } catch (InterruptedException e) {
            throw e;
        } catch (Skipped skipped) {
            out.printf("  round %d skipped: %s%n", round, skipped.getMessage());
            return broken;
        } catch (Overdue finding) {
            broken.add(finding.getMessage());
        } catch (Exception e) {
            throw new IllegalStateException("Round " + round + " of " + scenario.name() + " went wrong itself", e);
        }
        figures.add(
                "a round took, s", Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0);
        verdicts.stream()
                .filter(verdict -> !verdict.holds())
                .map(Verdict::toString)
                .forEach(broken::add);
        out.printf("  round %d: %s%n", round, String.join(", ", stage.notes()));
        verdicts.forEach(verdict -> out.println("    " + verdict));
        broken.forEach(line -> out.println("    FINDING " + line));
        return broken;
    }
}
