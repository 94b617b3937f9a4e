package io.voxlynx.sandbox.run;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.UnexpectedAnswer;
import io.voxlynx.sandbox.demo.Demo;
import io.voxlynx.sandbox.demo.VoiceCall;
import io.voxlynx.sandbox.oracle.Oracle;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The one-command local run: the platform, a demo campaign and a demo call, and then it stays up until Ctrl-C. When it cannot run it
 * says so in one line and ends with code 1.
 */
@Command(name = "local-run", description = "Runs VoxLynx on this machine.")
public final class LocalRun implements Callable<Integer> {

    /** Between two looks of one user, who may make 100 requests a minute. */
    private static final Duration GLANCE = Duration.ofMillis(750);

    private static final String VOICE_USER = "voice-1";

    private static final int MOST_NODES = 3;

    /** Of each node, where several share a machine. */
    private static final String HEAP_OF_SEVERAL = "384m";

    @Option(names = "--root", required = true, description = "the repository's root")
    private Path root;

    @Mixin
    private Distribution distribution;

    @Option(names = "--port", defaultValue = "8080", description = "of HTTP; all other ports move with it")
    private int port;

    @Option(names = "--demo", arity = "1", defaultValue = "true", description = "runs the demo")
    private boolean demo;

    @Option(names = "--fresh", arity = "1", defaultValue = "false", description = "forgets the data of earlier runs")
    private boolean fresh;

    @Option(names = "--nodes", defaultValue = "1", description = "how many WildFly nodes, 1 to 3")
    private int nodes;

    private final Console console = new Console(System.out);

    public static void main(String[] arguments) {
        LocalRun run = new LocalRun();
        int code = new CommandLine(run)
                .setExecutionExceptionHandler((failure, command, parsed) -> run.explain(failure))
                .setParameterExceptionHandler((failure, given) -> run.refuse(asMavenProperty(failure.getMessage())))
                .execute(arguments);
        System.exit(code);
    }

    @Override
    public Integer call() throws InterruptedException {
        Instant begin = Instant.now();
        RunFile runFile = new RunFile(runFile());
        runFile.remove();
        PortPlan ports = ports();
        ports.requireFree();
        console.say("Starting PostgreSQL, the sandbox and "
                + (nodes == 1 ? "WildFly" : nodes + " WildFly nodes with a proxy in front") + " …");
        LocalPlatform platform = builder(ports).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(platform, runFile), "local-run-end"));
        Map<String, String> tokens = tokens(platform.sandbox());
        platform.removeAtEnd(runFile());
        runFile.write(platform, tokens);
        platform.nodes().forEach(node -> node.onExit().thenRun(() -> mourn(platform, runFile, tokens, node)));
        introduce(platform, Duration.between(begin, Instant.now()));
        String toTry = demo ? demonstrate(platform, tokens) : "/api/assistants";
        invite(platform, tokens.get("admin"), toTry);
        if (platform.awaitEnd(Duration.ofDays(365)) && !platform.isEnding()) {
            throw new CannotRun(nodes == 1 ? "The node ended by itself." : "The last node ended.");
        }
        return 0;
    }

    private PortPlan ports() {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new CannotRun("-Dnodes=" + nodes + ": this command starts 1 to " + MOST_NODES + " nodes."
                    + (nodes < 1
                            ? ""
                            : " More would only wait for each other's processor: give each a machine of its own,"
                                    + " see wildfly-config/server."));
        }
        return PortPlan.around(port, nodes);
    }

    /** Where there are others they go on: that is what they are for. */
    private void mourn(LocalPlatform platform, RunFile runFile, Map<String, String> tokens, Node node) {
        if (platform.isEnding()) {
            return;
        }
        boolean alone = platform.nodes().stream().noneMatch(Node::isAlive);
        console.say(node.name() + " ended by itself: see " + node.log() + (alone ? "." : ". The others go on."));
        if (!alone) {
            runFile.write(platform, tokens);
        }
    }

    private LocalPlatform.Builder builder(PortPlan ports) {
        LocalPlatform.Builder builder =
                distribution.on(LocalPlatform.builder(data())).ports(ports);
        if (demo) {
            builder.shortLived();
        }
        if (nodes > 1) {
            builder.heap(HEAP_OF_SEVERAL);
        }
        realLiveKit().forEach(builder::environment);
        return fresh ? builder.fresh() : builder;
    }

    /** Whoever sets LiveKit's own settings wants the real one instead of the stand-in. */
    private static Map<String, String> realLiveKit() {
        Map<String, String> settings = new LinkedHashMap<>(System.getenv());
        settings.keySet().removeIf(name -> !name.startsWith("VOXLYNX_LIVEKIT_"));
        return settings;
    }

    /** One user per role, and seconds where one must not see what is the other's. */
    private static Map<String, String> tokens(SandboxServer sandbox) {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("admin", sandbox.token("admin-1", "admin"));
        tokens.put("operator", sandbox.token("operator-1", "operator"));
        tokens.put("operator2", sandbox.token("operator-2", "operator"));
        tokens.put("voice", sandbox.token(VOICE_USER, "voice"));
        tokens.put("voice2", sandbox.token("voice-2", "voice"));
        tokens.put("worker", sandbox.token("worker-1", "agent-worker"));
        return tokens;
    }

    private void introduce(LocalPlatform platform, Duration took) {
        console.say("");
        console.say("VoxLynx is up after " + took.toSeconds() + " s.");
        console.fact(nodes == 1 ? "API" : "API of all (a proxy)", platform.baseUrl());
        console.fact("Sandbox (provider)", platform.sandbox().url());
        console.fact("PostgreSQL", platform.database().url());
        for (Node node : platform.nodes()) {
            if (nodes > 1) {
                console.fact("API of " + node.name(), node.baseUrl());
            }
            console.fact("WildFly console, " + node.name(), node.managementUrl());
            console.fact("Log of " + node.name(), node.log());
        }
        console.fact("Tokens and secrets", runFile());
        console.fact("Data (kept)", data());
        console.say("");
    }

    /** @return the path of what it made */
    private String demonstrate(LocalPlatform platform, Map<String, String> tokens) throws InterruptedException {
        Api anonymous = Api.of(platform.baseUrl());
        Api scheduler = anonymous.as(platform.secrets().scheduler());
        try (Connection database = platform.database().connect()) {
            Demo campaign = new Demo(
                    anonymous.as(tokens.get("admin")),
                    anonymous.as(tokens.get("operator")),
                    scheduler,
                    new Oracle(database, Api.of(platform.sandbox().url())),
                    LocalPlatform.PROVIDER_CAP,
                    System.out,
                    System.console() != null);
            Demo.Pace pace = () -> !platform.awaitEnd(GLANCE);
            console.say("Warming up: 300 calls for each node …");
            for (int node = 0; node < nodes; node++) {
                campaign.warmUp(pace);
            }
            letPeopleTalk(Api.of(platform.sandbox().url()));
            String path = campaign.run(root.resolve("target/demo-export.csv"), pace);
            // The numbers are fiction to the stand-in only.
            if (realLiveKit().isEmpty()) {
                call(platform, anonymous, tokens);
            }
            return path;
        } catch (UnexpectedAnswer | UncheckedIOException | SQLException e) {
            console.say("The demo stopped: " + e.getMessage());
            return "/api/campaigns";
        }
    }

    /** Calls of about 3 s: the shorter they are, the more of a line's time goes into the change from one to the next. */
    private static void letPeopleTalk(Api sandbox) {
        JsonObject calls = Json.createObjectBuilder()
                .add("ringMillis", 800)
                .add("talkMillis", 3200)
                .build();
        sandbox.put("/sandbox/behaviour", calls).require(200);
    }

    private static void call(LocalPlatform platform, Api anonymous, Map<String, String> tokens)
            throws InterruptedException {
        Api sandbox = Api.of(platform.sandbox().url());
        new VoiceCall(
                        anonymous.as(tokens.get("voice")),
                        VOICE_USER,
                        anonymous.as(tokens.get("worker")),
                        sandbox,
                        System.out,
                        () -> !platform.awaitEnd(GLANCE))
                .run();
    }

    private void invite(LocalPlatform platform, String token, String path) {
        console.say("");
        console.say("It stays up until Ctrl-C. To try it (an admin's token):");
        console.say("");
        console.say("  TOKEN=" + token);
        for (String what : List.of(
                "/api/campaigns", path, "/api/sessions", "/api/health/phone-line?phoneNumberId=sandbox-line-1")) {
            console.say("  curl -H \"Authorization: Bearer $TOKEN\" '" + platform.baseUrl() + what + "'");
        }
    }

    private void end(LocalPlatform platform, RunFile runFile) {
        console.say("");
        console.say("Stopping …");
        runFile.remove();
        platform.close();
        console.say("Stopped. The data stays in " + data() + "; -Dfresh=true starts anew.");
    }

    private Path runFile() {
        return root.resolve("target/run.json");
    }

    private Path data() {
        return root.resolve(".voxlynx");
    }

    private int explain(Exception failure) throws Exception {
        if (failure instanceof CannotRun) {
            return refuse(failure.getMessage());
        }
        throw failure;
    }

    /** People give the options to Maven. */
    private static String asMavenProperty(String message) {
        return message.replace("'--", "'-D");
    }

    private int refuse(String line) {
        console.say("VoxLynx cannot run: " + line);
        return 1;
    }
}
