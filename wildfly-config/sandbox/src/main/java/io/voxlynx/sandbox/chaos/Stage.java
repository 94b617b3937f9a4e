package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.oracle.Oracle;
import io.voxlynx.sandbox.oracle.Verdict;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.Node;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** What a round has to do damage to, and what it reports. */
public final class Stage {

    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LAST_LOOKS = Duration.ofSeconds(90);

    private final LocalPlatform platform;
    private final Random random;
    private final Figures figures;
    private final List<Campaign> campaigns = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Api sandbox;
    private Api owner;
    private Api admin;
    private URI server;

    Stage(LocalPlatform platform, long seed, Figures figures) {
        this.platform = platform;
        this.random = new Random(seed);
        this.figures = figures;
        this.sandbox = Api.of(platform.sandbox().url());
        ask(platform.baseUrl());
    }

    /** The operator asks this node directly from now on, for what the proxy would pass to any. */
    void askOnly(Node node) {
        ask(node.baseUrl());
    }

    private void ask(URI url) {
        server = url;
        Api anonymous = Api.of(url);
        owner = anonymous.as(platform.sandbox().token("chaos-operator", "operator"));
        admin = anonymous.as(platform.sandbox().token("chaos-admin", "admin"));
    }

    LocalPlatform platform() {
        return platform;
    }

    /** The provider's stand-in. */
    Api sandbox() {
        return sandbox;
    }

    Random random() {
        return random;
    }

    Node anyNode() {
        return platform.node(random.nextInt(platform.nodes().size()));
    }

    Node anyNodeBut(Node other) {
        List<Node> others =
                platform.nodes().stream().filter(node -> node != other).toList();
        return others.get(random.nextInt(others.size()));
    }

    Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextInt((int) longest.toMillis() + 1));
    }

    /** Lets time go by: for how long is part of the scenario. */
    void pass(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }

    /** What was done and seen, for whoever reads about the round. */
    void note(String line) {
        notes.add(line);
    }

    List<String> notes() {
        return notes;
    }

    /** Changes of the stand-in's behaviour, until the round ends. */
    void behave(JsonObject changes) {
        sandbox.put("/sandbox/behaviour", changes).require(200);
    }

    /** One that dials already, and will be judged. */
    Campaign campaign(int contacts, int cap) {
        Campaign campaign = waitingCampaign(contacts, cap);
        tick(server);
        return campaign;
    }

    /** One that was started and dials from the next tick on; it will be judged. */
    Campaign waitingCampaign(int contacts, int cap) {
        Campaign campaign = Campaign.create(owner, "Chaos", assistant(), cap, Contacts.csv(contacts));
        campaigns.add(campaign);
        campaign.start();
        return campaign;
    }

    /** @param server a node, or the proxy */
    void tick(URI server) {
        Api.of(server)
                .as(platform.secrets().scheduler())
                .post("/api/scheduler/tick", Json.createObjectBuilder().build())
                .require(200);
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

    /** Until so many calls of it are over. */
    void awaitCalls(Campaign campaign, int done) throws InterruptedException {
        await("calls", () -> campaign.progress().done() >= done);
    }

    /** Until the condition holds; an answer that cannot be had now counts as no. */
    void await(String what, Callable<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > deadline) {
                throw new Overdue(what + " after " + PATIENCE.toSeconds() + " s");
            }
            pass(GLANCE);
        }
    }

    private static boolean holds(Callable<Boolean> condition) throws InterruptedException {
        try {
            return condition.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception unreachable) {
            return false;
        }
    }

    /** A figure of the scenario. @param name with its unit */
    void measured(String name, double value) {
        figures.add(name, value);
    }

    /** Whether all campaigns of the round have ended. */
    boolean over() {
        return campaigns.stream().allMatch(campaign -> campaign.progress().isOver());
    }

    /** Every order that the provider has ever had. */
    List<JsonObject> dials() {
        return sandbox.get("/sandbox/dials").require(200).array().getValuesAs(JsonObject.class);
    }

    /** Waits for the end of every campaign and judges each; looks again while the last webhooks may be on their way. */
    List<Verdict> judge() throws InterruptedException, SQLException {
        sandbox.put(
                        "/sandbox/behaviour",
                        Json.createObjectBuilder()
                                .add("faults", Json.createObjectBuilder())
                                .build())
                .require(200);
        await("the end of a campaign", this::over);
        long deadline = System.nanoTime() + LAST_LOOKS.toNanos();
        List<Verdict> verdicts = judgeNow();
        while (!verdicts.stream().allMatch(Verdict::holds) && System.nanoTime() < deadline) {
            pass(Duration.ofSeconds(1));
            verdicts = judgeNow();
        }
        return verdicts;
    }

    private List<Verdict> judgeNow() throws SQLException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Connection database = platform.database().connect()) {
            Oracle oracle = new Oracle(database, sandbox);
            for (Campaign campaign : campaigns) {
                verdicts.addAll(oracle.judge(campaign.id(), LocalPlatform.PROVIDER_CAP, 0));
            }
            return verdicts;
        } catch (UncheckedIOException e) {
            throw new IllegalStateException("The stand-in's logs cannot be read", e);
        }
    }
}
