package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Assistants;
import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.oracle.Oracle;
import io.voxlynx.sandbox.oracle.ProviderLog;
import io.voxlynx.sandbox.oracle.Verdict;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.Node;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What a round has to do damage to, and what it reports. */
public final class Stage {

    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LAST_LOOKS = Duration.ofSeconds(90);
    /** For a node that is up: pools and consumers try again every few seconds. */
    private static final Duration AT_WORK = Duration.ofSeconds(60);

    private final LocalPlatform platform;
    private final Random random;
    private final Figures figures;
    private final Callers callers;
    private final ProviderLog log;
    private final Duration soak;
    private final boolean goalsCount;
    private final Map<Campaign, Expected> campaigns = new ConcurrentHashMap<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<String> findings = new CopyOnWriteArrayList<>();
    private final List<String> table = new ArrayList<>();
    /** The same in every run of this round: the stand-in goes by the number when it draws what a phone does. */
    private final Contacts people = new Contacts();

    private final Api sandbox;
    private final Api owner;
    private final Api admin;
    private final URI server;
    private long mayNotRing = Long.MAX_VALUE;

    /** @param goalsCount whether a figure that misses its goal is a finding */
    Stage(
            LocalPlatform platform,
            long seed,
            Figures figures,
            Callers callers,
            ProviderLog log,
            Duration soak,
            boolean goalsCount) {
        this.platform = platform;
        this.random = new Random(seed);
        this.figures = figures;
        this.callers = callers;
        this.log = log;
        this.soak = soak;
        this.goalsCount = goalsCount;
        this.sandbox = Api.of(platform.sandbox().url());
        this.server = platform.baseUrl();
        Api anonymous = Api.of(server);
        owner = anonymous.as(callers.owner());
        admin = anonymous.as(callers.admin());
    }

    /** The provider as it is on a good day, whatever the round before has left. */
    void prepare() {
        behave(Json.createObjectBuilder()
                .add("ringMillis", 400)
                .add("talkMillis", 1600)
                .add("answerRate", 0.6)
                .add("seed", random.nextInt())
                // far above what we may use: a stand-in that refuses what is too much would hide that we wanted it
                .add("concurrencyLimit", 10 * Chaos.PROVIDER_CAP)
                .add("faults", Json.createObjectBuilder())
                .build());
    }

    LocalPlatform platform() {
        return platform;
    }

    /** The provider's stand-in. */
    Api sandbox() {
        return sandbox;
    }

    Contacts contacts() {
        return people;
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

    Api owner() {
        return owner;
    }

    /** From this very node, while it is written. */
    BufferedReader download(Node node, String path) {
        return new BufferedReader(new InputStreamReader(operatorAt(node).stream(path), StandardCharsets.UTF_8));
    }

    /** Something that somebody does meanwhile, and that may well fail. */
    Thread beside(Runnable work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                note("meanwhile: " + e.getClass().getSimpleName());
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
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

    /** Something is wrong that no invariant tells of. */
    void finding(String line) {
        findings.add(line);
    }

    List<String> findings() {
        return findings;
    }

    /** A line of what was measured, told as it is. */
    void table(String line) {
        table.add(line);
    }

    List<String> table() {
        return table;
    }

    /** How long a soak lasts. */
    Duration soak() {
        return soak;
    }

    /** Changes of the stand-in's behaviour, until the round ends. */
    void behave(JsonObject changes) {
        sandbox.put("/sandbox/behaviour", changes).require(200);
    }

    /** One that dials already, and will be judged. A webhook that is not answered is not sent again. */
    Campaign campaign(int contacts, int cap) {
        Campaign campaign = waitingCampaign(contacts, cap);
        tick(server);
        return campaign;
    }

    /** One that was started and dials from the next tick on; it will be judged. */
    Campaign waitingCampaign(int contacts, int cap) {
        return waitingCampaign(contacts, cap, importedAssistant());
    }

    /** Of the directory, made at the provider. */
    JsonObject importedAssistant() {
        return Assistants.imported(admin);
    }

    /** One that dials already, with an assistant of our own, whose webhooks are sent until they are answered. */
    Campaign persistentCampaign(int contacts, int cap) {
        JsonObject wanted = Json.createObjectBuilder()
                .add("name", "Persistent")
                .add("config", Json.createObjectBuilder().add("firstMessage", "Hello."))
                .build();
        Campaign campaign = waitingCampaign(
                contacts,
                cap,
                admin.post("/api/assistants", wanted).require(201).json());
        tick(server);
        return campaign;
    }

    private Campaign waitingCampaign(int contacts, int cap, JsonObject assistant) {
        Campaign campaign = newCampaign(contacts, cap, assistant);
        campaign.start();
        return campaign;
    }

    /** One that was not started yet; it must be, since it will be judged. */
    Campaign newCampaign(int contacts, int cap, JsonObject assistant) {
        Campaign campaign = Campaign.create(owner, "Chaos", assistant.getString("id"), cap, people.csv(contacts));
        campaigns.put(campaign, new Expected(cap));
        return campaign;
    }

    /** @param server a node, or the proxy */
    void tick(URI server) {
        Api.of(server)
                .as(platform.secrets().scheduler())
                .post("/api/scheduler/tick", Json.createObjectBuilder().build())
                .require(200);
    }

    /** One that was made in another way; it will be judged. */
    void judges(Campaign campaign, int cap) {
        campaigns.put(campaign, new Expected(cap));
    }

    /** What is known about one of its campaigns. */
    Expected of(Campaign campaign) {
        return campaigns.get(campaign);
    }

    /** The provider is sound: every phone rings, but for so many calls of a campaign that the fault met on their way. */
    void mayNotRing(long calls) {
        mayNotRing = calls;
    }

    /** Until so many calls of it are over. */
    void awaitCalls(Campaign campaign, int done) throws InterruptedException {
        await("calls", () -> campaign.progress().done() >= done);
    }

    /** Until the condition holds; an answer that cannot be had now counts as no. */
    void await(String what, Callable<Boolean> condition) throws InterruptedException {
        await(what, PATIENCE, condition);
    }

    void await(String what, Duration patience, Callable<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Exception unreachable = null;
        while (true) {
            try {
                if (condition.call()) {
                    return;
                }
                unreachable = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                unreachable = e;
            }
            if (System.nanoTime() > deadline) {
                String last = unreachable == null ? "" : ", at last " + unreachable;
                throw new Overdue(what + " after " + patience.toSeconds() + " s" + last);
            }
            pass(GLANCE);
        }
    }

    /** Whether this machine does nothing else. */
    boolean goalsCount() {
        return goalsCount;
    }

    /** A figure of the scenario. @param name with its unit */
    void measured(String name, double value) {
        figures.add(name, value);
    }

    /** A figure that should not exceed its goal, on a machine that has time for it. */
    void measured(String name, double value, double goal) {
        measured(name, value);
        if (goalsCount && value > goal) {
            finding(name + ": " + value + ", more than " + goal);
        }
    }

    /** The operator at this very node. */
    Api operatorAt(Node node) {
        return Api.of(node.baseUrl()).as(callers.owner());
    }

    /** Whether all campaigns of the round have ended. */
    boolean over() {
        return campaigns.keySet().stream()
                .allMatch(campaign -> campaign.progress().isOver());
    }

    /** Every order that the provider has ever had. */
    List<JsonObject> dials() {
        return sandbox.get("/sandbox/dials").require(200).array().getValuesAs(JsonObject.class);
    }

    /** Where the provider's log of webhooks ends now. */
    long endOfWebhooks() {
        return Long.parseLong(
                sandbox.get("/sandbox/webhooks").require(200).header("Log-End").orElseThrow());
    }

    /** Words of the faults that befell webhooks from there on. */
    Set<String> webhookFaults(long from) {
        return sandbox.get("/sandbox/webhooks?from=" + from).require(200).array().getValuesAs(JsonObject.class).stream()
                .filter(line -> !line.isNull("fault"))
                .map(line -> line.getString("fault"))
                .collect(Collectors.toSet());
    }

    /**
     * Waits for the end of every campaign, until the provider has nothing more to say, and judges each; looks again
     * while what was said may be on its way through the product.
     */
    List<Verdict> judge() throws InterruptedException, SQLException {
        behave(Json.createObjectBuilder()
                .add("faults", Json.createObjectBuilder())
                .build());
        await("the end of a campaign", this::over);
        awaitEveryNode();
        awaitSilence();
        if (campaigns.isEmpty()) {
            finding("no campaign was there to be judged");
        }
        long deadline = System.nanoTime() + LAST_LOOKS.toNanos();
        List<Verdict> verdicts = judgeNow();
        while (!verdicts.stream().allMatch(Verdict::holds) && System.nanoTime() < deadline) {
            pass(Duration.ofSeconds(1));
            verdicts = judgeNow();
        }
        return verdicts;
    }

    /** Until each does all of its work again by itself: one that never does is not missed by a campaign. */
    private void awaitEveryNode() throws InterruptedException {
        for (Node node : platform.nodes()) {
            await(
                    node.name() + " to be ready",
                    AT_WORK,
                    () -> operatorAt(node).get("/health/ready").status() == 200);
            await("the consumers of " + node.name(), AT_WORK, () -> {
                try (NodeProbe probe = NodeProbe.of(node)) {
                    return probe.hasConsumers();
                }
            });
            await("a tick of " + node.name(), AT_WORK, () -> {
                tick(node.baseUrl());
                return true;
            });
        }
    }

    /** What can be said of a round that did not come to its end: a phone that rang twice did so all the same. */
    List<Verdict> judgeAsItIs() {
        try {
            return judgeNow();
        } catch (SQLException | RuntimeException e) {
            finding("nothing can be judged: " + e);
            return List.of();
        }
    }

    /** Until no call is on and no webhook is on its way or to be tried again: what comes later would not be judged. */
    void awaitSilence() throws InterruptedException {
        await("the provider's last webhook", () -> {
            JsonObject traffic = traffic();
            return traffic.getInt("calls") == 0 && traffic.getInt("webhooks") == 0;
        });
    }

    /** Calls that the provider has on, of all campaigns. */
    int callsOn() {
        return traffic().getInt("calls");
    }

    private JsonObject traffic() {
        return sandbox.get("/sandbox/traffic").require(200).json();
    }

    private List<Verdict> judgeNow() throws SQLException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Connection database = platform.database().connect()) {
            Oracle oracle = new Oracle(database, log);
            for (Map.Entry<Campaign, Expected> campaign : campaigns.entrySet()) {
                verdicts.addAll(
                        oracle.judge(campaign.getValue().trial(campaign.getKey().id(), mayNotRing)));
            }
            return verdicts;
        } catch (UncheckedIOException e) {
            throw new IllegalStateException("The stand-in's logs cannot be read", e);
        }
    }
}
