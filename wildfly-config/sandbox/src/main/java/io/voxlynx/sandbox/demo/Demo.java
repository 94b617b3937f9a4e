package io.voxlynx.sandbox.demo;

import io.voxlynx.sandbox.client.Api;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Takes the shipped contacts through a whole campaign and says what came of it. */
public final class Demo {

    private static final int CAP = 50;

    /** Waits between two looks at the campaign; false when the platform has ended and no look will help. */
    @FunctionalInterface
    public interface Pace {
        boolean next() throws InterruptedException;
    }

    private final Api admin;
    private final Api operator;
    private final Api scheduler;
    private final Api sandbox;
    private final PrintStream out;
    private final boolean terminal;

    /** @param terminal whether the output is watched, so that a line may be drawn again in its place */
    public Demo(Api admin, Api operator, Api scheduler, Api sandbox, PrintStream out, boolean terminal) {
        this.admin = admin;
        this.operator = operator;
        this.scheduler = scheduler;
        this.sandbox = sandbox;
        this.out = out;
        this.terminal = terminal;
    }

    /** @return the campaign's path below the base URL */
    public String run(Path export, Pace pace) throws InterruptedException {
        Campaign campaign = Campaign.create(operator, assistant(), CAP, contacts());
        tellImport(campaign.importReport());
        Instant begin = Instant.now();
        campaign.start();
        scheduler
                .post("/api/scheduler/tick", Json.createObjectBuilder().build())
                .require(200);
        Campaign.Progress end = watch(campaign, pace);
        Duration took = Duration.between(begin, Instant.now());
        if (end.isOver()) {
            campaign.export(export);
            tellFigures(campaign, end, took);
            fact("Exported to", export);
        }
        return campaign.path();
    }

    private String assistant() {
        JsonObject wanted = Json.createObjectBuilder()
                .add("providerAssistantId", "sandbox-assistant-1")
                .build();
        return admin.post("/api/assistants/import", wanted)
                .require(200, 201)
                .json()
                .getString("id");
    }

    private static byte[] contacts() {
        try (InputStream in = Demo.class.getResourceAsStream("/demo/contacts.csv")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private void tellImport(JsonObject report) {
        JsonArray skipped = report.getJsonArray("skipped");
        out.printf(
                "Imported %d of %d rows; %d could not be used, such as row %d: %s.%n",
                report.getInt("accepted"),
                report.getInt("totalRows"),
                skipped.size(),
                skipped.getJsonObject(0).getInt("row"),
                skipped.getJsonObject(0).getString("reason"));
    }

    private void tellFigures(Campaign campaign, Campaign.Progress end, Duration took) {
        DialFigures dials =
                DialFigures.of(sandbox.get("/sandbox/dials").require(200).array(), campaign.callIds());
        out.println();
        fact("Campaign", end.status() + " after " + took.toMillis() / 1000.0 + " s");
        end.callsByStatus().forEach((status, calls) -> fact("Calls " + status, calls));
        fact("Cost", String.format(Locale.ROOT, "$%.2f", end.costUsd()));
        fact(
                "Dials and calls",
                dials.agreeWith(end.calls())
                        ? dials.dials() + " each, one dial per call"
                        : "DIFFER: " + dials.dials() + " dials, " + end.calls() + " calls, " + dials.repeated()
                                + " repeated, " + dials.missing() + " missing");
        fact("Most calls at once", dials.mostActive() + " (cap " + CAP + ")");
        fact("Mean active / cap", String.format(Locale.ROOT, "%.3f while contacts remained", dials.meanActive() / CAP));
    }

    private void fact(String name, Object value) {
        out.printf("  %-22s %s%n", name, value);
    }
}
