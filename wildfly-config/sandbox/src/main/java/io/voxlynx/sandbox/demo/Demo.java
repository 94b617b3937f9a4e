package io.voxlynx.sandbox.demo;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Assistants;
import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.oracle.Oracle;
import io.voxlynx.sandbox.oracle.Verdict;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes the shipped contacts through a whole campaign and says what came of it. */
public final class Demo {

    private static final int CAP = 50;
    private static final double WANTED_UTILISATION = 0.98;
    private static final int LAST_LOOKS = 20;
    private static final List<Integer> WARM_UP_AREAS = List.of(646, 718, 917);
    private static final int FICTIONAL_NUMBERS_OF_AN_AREA = 100;

    /** Waits between two looks at the campaign; false when the platform has ended and no look will help. */
    @FunctionalInterface
    public interface Pace {
        boolean next() throws InterruptedException;
    }

    private final Api admin;
    private final Api operator;
    private final Api scheduler;
    private final Oracle oracle;
    private final int providerCap;
    private final PrintStream out;
    private final boolean terminal;

    /**
     * @param oracle has the last word on the campaign
     * @param providerCap lines that the provider gives to all campaigns together
     * @param terminal whether the output is watched, so that a line may be drawn again in its place
     */
    public Demo(
            Api admin, Api operator, Api scheduler, Oracle oracle, int providerCap, PrintStream out, boolean terminal) {
        this.admin = admin;
        this.operator = operator;
        this.scheduler = scheduler;
        this.oracle = oracle;
        this.providerCap = providerCap;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Calls a few hundred others first: a server that has just started is slow at all that it does for the first time,
     * and the demo shows its day, not its first seconds.
     */
    public void warmUp(Pace pace) throws InterruptedException {
        Campaign campaign = Campaign.create(operator, "Warm-up", assistant(), CAP, others());
        start(campaign);
        while (!campaign.progress().isOver() && pace.next()) {
            // Its figures are nobody's business.
        }
    }

    /** @return the campaign's path below the base URL */
    public String run(Path export, Pace pace) throws InterruptedException, SQLException {
        Campaign campaign = Campaign.create(operator, "Demo: 1,000 contacts", assistant(), CAP, contacts());
        tellImport(campaign.importReport());
        Instant begin = Instant.now();
        start(campaign);
        if (watch(campaign, pace).isOver()) {
            Duration took = Duration.between(begin, Instant.now());
            List<Verdict> verdicts = judge(campaign, pace);
            campaign.export(export);
            tellFigures(campaign.progress(), took, verdicts);
            fact("Exported to", export);
        }
        return campaign.path();
    }

    private void start(Campaign campaign) {
        campaign.start();
        scheduler
                .post("/api/scheduler/tick", Json.createObjectBuilder().build())
                .require(200);
    }

    private String assistant() {
        return Assistants.imported(admin).getString("id");
    }

    private static byte[] contacts() {
        try (InputStream in = Demo.class.getResourceAsStream("/demo/contacts.csv")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** People with numbers that are fiction, as those of the shipped contacts, in areas that none of them lives in. */
    private static byte[] others() {
        String rows = WARM_UP_AREAS.stream()
                .flatMap(area -> IntStream.range(0, FICTIONAL_NUMBERS_OF_AN_AREA)
                        .mapToObj(
                                number -> String.format(Locale.ROOT, "Somebody,Company,+1%d55501%02d%n", area, number)))
                .collect(Collectors.joining());
        return ("name,business_name,phone\n" + rows).getBytes(StandardCharsets.UTF_8);
    }

    private Campaign.Progress watch(Campaign campaign, Pace pace) throws InterruptedException {
        Campaign.Progress now = campaign.progress();
        try (ProgressView view = new ProgressView(out, terminal, now.contacts(), CAP)) {
            view.show(now);
            while (!now.isOver() && pace.next()) {
                now = campaign.progress();
                view.show(now);
            }
        }
        return now;
    }

    /** The reports of the last calls follow their ends, so the first judgement may come too early. */
    private List<Verdict> judge(Campaign campaign, Pace pace) throws InterruptedException, SQLException {
        List<Verdict> verdicts = oracle.judge(campaign.id(), providerCap, WANTED_UTILISATION);
        for (int look = 0; look < LAST_LOOKS && !verdicts.stream().allMatch(Verdict::holds) && pace.next(); look++) {
            verdicts = oracle.judge(campaign.id(), providerCap, WANTED_UTILISATION);
        }
        return verdicts;
    }

    private void tellImport(JsonObject report) {
        Map<String, Long> reasons = report.getJsonArray("skipped").getValuesAs(JsonObject.class).stream()
                .collect(Collectors.groupingBy(
                        skipped -> skipped.getString("reason"), TreeMap::new, Collectors.counting()));
        out.printf("Imported %d of %d rows.%n", report.getInt("accepted"), report.getInt("totalRows"));
        reasons.forEach((reason, rows) -> fact(reason, rows + " skipped"));
        out.println();
    }

    private void tellFigures(Campaign.Progress end, Duration took, List<Verdict> verdicts) {
        out.println();
        fact("Campaign", end.status() + " after " + took.toMillis() / 1000.0 + " s");
        end.callsByStatus().forEach((status, calls) -> fact("Calls " + status, calls));
        fact("Cost", String.format(Locale.ROOT, "$%.2f", end.costUsd()));
        out.println();
        out.println("By the provider's own log, against the calls table:");
        verdicts.forEach(verdict -> out.println("  " + verdict));
        out.println();
    }

    private void fact(String name, Object value) {
        out.printf("  %-30s %s%n", name, value);
    }
}
