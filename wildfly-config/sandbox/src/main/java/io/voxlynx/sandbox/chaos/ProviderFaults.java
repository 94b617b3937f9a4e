package io.voxlynx.sandbox.chaos;

import static io.voxlynx.sandbox.chaos.Faults.fault;

import io.voxlynx.sandbox.client.Campaign;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** A provider in trouble, for a while: each kind alone, at any rate, and all at once. */
final class ProviderFaults {

    static final List<String> KINDS =
            List.of("429", "500", "500-after-accept", "reset-before-accept", "reset", "hang", "truncated");

    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(12);
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

    static final List<Scenario> ALL = Stream.concat(
                    KINDS.stream()
                            .map(kind -> new Scenario(
                                    "provider-" + kind,
                                    "the provider answers orders with " + kind + ", 5 to 100 % of them",
                                    stage -> trouble(stage, List.of(kind), ProviderFaults::anyRate))),
                    Stream.of(
                            new Scenario(
                                    "provider-mixed",
                                    "the provider answers orders in every bad way at once",
                                    stage -> trouble(stage, KINDS, random -> 0.04 + 0.08 * random.nextDouble())),
                            new Scenario(
                                    "provider-full",
                                    "others have most of the lines that we think we have, for the whole campaign",
                                    ProviderFaults::full),
                            new Scenario(
                                    "provider-refused",
                                    "the provider's process dies and nobody listens for some seconds",
                                    ProviderFaults::gone)))
            .toList();

    private ProviderFaults() {}

    private static double anyRate(Random random) {
        double[] rates = {0.05, 0.2, 0.5, 1};
        return rates[random.nextInt(rates.length)];
    }

    private static void trouble(Stage stage, List<String> kinds, ToDoubleFunction<Random> rates)
            throws InterruptedException {
        Faults faults = new Faults();
        for (String kind : kinds) {
            double rate = rates.applyAsDouble(stage.random());
            faults.call(of(kind, rate, stage.random()));
            stage.note(String.format("%s %.0f %%", kind, 100 * rate));
        }
        Campaign campaign = stage.campaign(120, 15);
        stage.awaitCalls(campaign, 10);

        int before = stage.dials().size();
        stage.behave(faults.behaviour());
        stage.pass(SHORTEST.plus(stage.upTo(LONGEST.minus(SHORTEST))));
        awaitHits(stage, kinds, before);
        stage.behave(Faults.none());
    }

    /** Few orders at a small rate may all have gone well: then there are more. */
    private static void awaitHits(Stage stage, List<String> kinds, int before) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_TRY.toNanos();
        Set<String> missing = missing(kinds, since(stage, before));
        while (!missing.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("No order was answered with " + missing);
            }
            if (stage.over()) {
                stage.campaign(120, 15);
                stage.note("more orders");
            }
            stage.pass(GLANCE);
            missing = missing(kinds, since(stage, before));
        }
    }

    private static List<JsonObject> since(Stage stage, int before) {
        List<JsonObject> dials = stage.dials();
        return dials.subList(before, dials.size());
    }

    /** Kinds of which there is no trace among the orders: what the caller was told, and whether there was a call. */
    static Set<String> missing(Collection<String> kinds, Collection<JsonObject> dials) {
        Set<String> missing = new TreeSet<>(kinds);
        dials.forEach(dial -> missing.remove(kind(dial.getString("reply"), !dial.isNull("callId"))));
        return missing;
    }

    /** The log says 500 and reset of two kinds each. */
    private static String kind(String reply, boolean accepted) {
        return switch (reply) {
            case "500" -> accepted ? "500-after-accept" : "500";
            case "reset" -> accepted ? "reset" : "reset-before-accept";
            default -> reply;
        };
    }

    /** With what belongs to it: how long it hangs, when to come back. */
    static JsonObjectBuilder of(String kind, double rate, Random random) {
        JsonObjectBuilder fault = fault(kind, rate);
        return switch (kind) {
            case "429" -> fault.add("retryAfterSeconds", random.nextInt(4));
            // shorter and longer than anybody waits for an answer
            case "hang" -> fault.add("hangMillis", random.nextBoolean() ? 4_000 : 30_000);
            default -> fault;
        };
    }

    /** Whoever finds no line free is called when one is. */
    private static void full(Stage stage) throws InterruptedException {
        stage.behave(Json.createObjectBuilder()
                .add("concurrencyLimit", 4 + stage.random().nextInt(8))
                .build());
        stage.mayNotRing(0);
        Campaign campaign = stage.campaign(120, 20);
        int before = stage.dials().size();
        stage.await("the campaign's end", () -> campaign.progress().isOver());
        long full = since(stage, before).stream()
                .filter(dial -> dial.getString("reply").equals("400"))
                .count();
        if (full == 0) {
            throw new IllegalStateException("No order found the lines in use");
        }
        stage.note(full + " orders found no line free");
    }

    /** Its calls end as they do when a worker dies; what it still had to tell about others is forgotten. */
    private static void gone(Stage stage) throws InterruptedException {
        Campaign campaign = stage.campaign(120, 15);
        Campaign next = stage.newCampaign(30, 15, stage.importedAssistant());
        stage.awaitCalls(campaign, 10);

        stage.platform().sandbox().kill();
        Duration away = stage.upTo(LONGEST);
        try {
            // no webhook frees the lines of the first: it would order nothing meanwhile
            next.start();
            stage.tick(stage.platform().baseUrl());
            stage.pass(away);
            stage.await("an order that finds nobody", () -> findsNobody(stage));
        } finally {
            stage.platform().sandbox().start();
            stage.prepare();
        }
        stage.note("away for " + away.toMillis() + " ms");
    }

    private static boolean findsNobody(Stage stage) throws SQLException {
        try (Connection database = stage.platform().database().connect();
                PreparedStatement query = database.prepareStatement("""
                        select consecutive_failures > 0 and reason = 'cannot connect'
                        from voxlynx.provider_breakers where provider = 'vapi'""");
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
