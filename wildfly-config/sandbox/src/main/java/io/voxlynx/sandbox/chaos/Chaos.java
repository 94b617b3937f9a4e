package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.oracle.ProviderLog;
import io.voxlynx.sandbox.oracle.Verdict;
import io.voxlynx.sandbox.run.CannotRun;
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

    /** Fewer than two campaigns want together: then they have to share, and both caps are at stake. */
    static final int PROVIDER_CAP = 30;

    private static final Duration SOAK = Duration.ofMinutes(5);

    private final LocalPlatform platform;
    private final long seed;
    private final PrintStream out;
    private final Duration soak;
    private final ProviderLog log;
    private Callers callers;
    private final List<String> findings = new ArrayList<>();
    private boolean goalsCount;
    private boolean hasSkipped;

    public Chaos(LocalPlatform platform, long seed, PrintStream out) {
        this(platform, seed, out, SOAK);
    }

    /** @param soak how long a soak lasts */
    public Chaos(LocalPlatform platform, long seed, PrintStream out, Duration soak) {
        this.platform = platform;
        this.seed = seed;
        this.out = out;
        this.soak = soak;
        this.log = new ProviderLog(Api.of(platform.sandbox().url()));
    }

    /** A figure that misses its goal is a finding: on a machine that does nothing else. */
    public Chaos withGoals() {
        goalsCount = true;
        return this;
    }

    /** A platform whose long waits are short enough to be waited for a hundred times. */
    public static LocalPlatform.Builder platform(Path directory) {
        Path files = directory.toAbsolutePath();
        return LocalPlatform.builder(files)
                .environment("VOXLYNX_VAPI_MAX_CONCURRENT_CALLS", Integer.toString(PROVIDER_CAP))
                .javaOptions(node -> Sabotage.javaOptions(files, Node.nameOf(node)))
                .environment("VOXLYNX_SCHEDULER_TICK_SECONDS", "5")
                .environment("VOXLYNX_CALL_SILENCE_SECONDS", "15")
                .environment("VOXLYNX_DISPATCH_BREAKER_OPEN_SECONDS", "2")
                .environment("VOXLYNX_RATE_LIMIT_GENERAL_PER_MINUTE", "1000000")
                .environment("VOXLYNX_RATE_LIMIT_UPLOAD_PER_MINUTE", "1000000")
                .environment("VOXLYNX_RATE_LIMIT_EXPORT_PER_MINUTE", "1000000")
                .shortLived();
    }

    /** Whether a round could not be made because this machine lacks what it needs. */
    public boolean hasSkipped() {
        return hasSkipped;
    }

    /** What did not hold, over all rounds so far. */
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /**
     * Says what came of it also where a round goes wrong itself, which is the last one.
     *
     * @param first number of the first round: what is drawn in a round depends on it
     * @throws IllegalStateException when a round's fault could not be done
     */
    public void run(Scenario scenario, int first, int rounds) throws InterruptedException {
        Figures figures = new Figures();
        List<Verdict> verdicts = new ArrayList<>();
        int sound = 0;
        int skipped = 0;
        out.printf("%n%s: %s%n", scenario.name(), scenario.what());
        try {
            for (int round = first; round < first + rounds; round++) {
                Round result = round(scenario, round, figures);
                verdicts.addAll(result.verdicts);
                result.findings.forEach(finding -> out.println("    FINDING " + finding));
                for (String finding : result.findings) {
                    findings.add(scenario.name() + " " + round + ": " + finding);
                }
                sound += result.findings.isEmpty() && !result.skipped ? 1 : 0;
                skipped += result.skipped ? 1 : 0;
                if (!result.findings.isEmpty()) {
                    revive();
                }
            }
        } finally {
            hasSkipped |= skipped > 0;
            figures.lines().forEach(line -> out.println("  " + line));
            Verdict.sums(verdicts).forEach(sum -> out.println("  " + sum));
            out.printf(
                    "  %d of %d rounds without a finding%s%n",
                    sound, rounds, skipped > 0 ? ", " + skipped + " skipped" : "");
        }
    }

    private record Round(List<Verdict> verdicts, List<String> findings, boolean skipped) {}

    private Round round(Scenario scenario, int round, Figures figures) throws InterruptedException {
        if (callers == null) {
            callers = Callers.at(platform);
        }
        long begun = System.nanoTime();
        Stage stage = new Stage(
                platform, Objects.hash(seed, scenario.name(), round), figures, callers, log, soak, goalsCount);
        List<Verdict> verdicts = List.of();
        List<String> findings = new ArrayList<>();
        try {
            stage.prepare();
            scenario.course().run(stage);
            verdicts = stage.judge();
        } catch (InterruptedException e) {
            throw e;
        } catch (Skipped skipped) {
            out.printf("  round %d skipped: %s%n", round, skipped.getMessage());
            return new Round(verdicts, findings, true);
        } catch (Overdue | CannotRun finding) {
            findings.add(finding.getMessage());
            verdicts = stage.judgeAsItIs();
        } catch (Exception e) {
            throw new IllegalStateException("Round " + round + " of " + scenario.name() + " went wrong itself", e);
        }
        figures.add(
                "a round took, s", Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0);
        findings.addAll(stage.findings());
        for (Verdict verdict : verdicts) {
            if (!verdict.holds()) {
                findings.add(verdict.toString());
                verdict.findings().forEach(finding -> findings.add(verdict.invariant() + " " + finding));
            }
        }
        out.printf(
                "  round %d: %s%s%n",
                round, findings.isEmpty() ? "" : "NOT ALL HOLDS, ", String.join(", ", stage.notes()));
        stage.table().forEach(line -> out.println("    " + line));
        return new Round(verdicts, findings, false);
    }

    /** What a round leaves that did not end as it should: the next one begins with all nodes. */
    private void revive() throws InterruptedException {
        for (Node node : platform.nodes()) {
            if (!node.isAlive()) {
                node.start();
            }
            platform.readmit(node);
        }
    }
}
