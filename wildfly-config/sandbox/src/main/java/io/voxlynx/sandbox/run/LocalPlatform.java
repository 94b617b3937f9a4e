package io.voxlynx.sandbox.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * PostgreSQL, the sandbox and the WildFly nodes with the EAR, started in this order and ended in the opposite one; with
 * several nodes, a proxy in front of them.
 * Nothing of it outlives the JVM that started it: a shutdown hook sees to it, and a watchdog where no hook runs.
 *
 * <pre>{@code
 * try (LocalPlatform platform = LocalPlatform.builder(directory).server(home, ear).ports(PortPlan.free(1)).start()) {
 *     platform.node(0).kill();
 *     platform.node(0).start();
 * }
 * }</pre>
 */
public final class LocalPlatform implements AutoCloseable {

    /** Lines that the provider gives to all campaigns together, here. */
    public static final int PROVIDER_CAP = 100;

    /** LiveKit's API key, which is no secret: every token carries it. */
    public static final String LIVEKIT_API_KEY = "sandbox-key";

    /** What each process may take, a node some 15 s where the machine is quiet; one that ends is not waited for. */
    static final Duration START = Duration.ofMinutes(5);

    private final Secrets secrets = Secrets.fresh();
    private final Path directory;
    private final Watchdog watchdog;
    private final DatabaseServer database;
    private final SandboxServer sandbox;
    private final List<Node> nodes;
    private final Entrance entrance;
    private final URI baseUrl;
    // the nodes read it when they start; the database's password is known only after its first start
    private final Map<String, String> environment = new HashMap<>();
    private final Thread atExit = new Thread(this::endAll, "local-platform-end");
    private volatile boolean ending;

    private LocalPlatform(Builder plan) {
        directory = plan.directory;
        watchdog = Watchdog.start();
        database = new DatabaseServer(directory, plan.ports.database(), watchdog);
        baseUrl = URI.create("http://127.0.0.1:" + plan.ports.entrance());
        sandbox = new SandboxServer(directory, plan.ports.sandbox(), baseUrl, secrets, plan.compilation, watchdog);
        Node.Template template = new Node.Template(
                plan.serverHome,
                plan.configuration,
                plan.ear,
                plan.heap,
                plan.compilation,
                plan.javaOptions,
                environment);
        nodes = IntStream.range(0, plan.ports.nodes().size())
                .mapToObj(i -> new Node(i, template, plan.ports.nodes().get(i), directory, watchdog))
                .toList();
        entrance = new Entrance(
                plan.ports.entrance(), nodes.stream().map(Node::baseUrl).toList());
    }

    /** @param directory where the data, the logs and the nodes' own files are; made when missing */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    /** Of the only node, or of the proxy in front of several. */
    public URI baseUrl() {
        return baseUrl;
    }

    public DatabaseServer database() {
        return database;
    }

    public SandboxServer sandbox() {
        return sandbox;
    }

    public List<Node> nodes() {
        return nodes;
    }

    public Node node(int index) {
        return nodes.get(index);
    }

    /** Has the proxy in front of several nodes send this one nothing more, as before a planned stop. */
    public void withdraw(Node node) {
        entrance.withdraw(node.baseUrl());
    }

    /** Has the proxy send it requests again, as long as it is healthy. */
    public void readmit(Node node) {
        entrance.readmit(node.baseUrl());
    }

    public Secrets secrets() {
        return secrets;
    }

    /** What every node is told by its environment, for one more node of another kind. Secrets are among it. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    private void startAll(Map<String, String> overrides, Set<String> absent) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            sandbox.prepare();
            nodes.forEach(Node::prepare);
            database.start();
            environment.putAll(settings());
            environment.putAll(overrides);
            environment.keySet().removeAll(absent);
            requireNotEnding();
            sandbox.start();
            for (Node node : nodes) {
                requireNotEnding();
                node.start();
            }
            if (nodes.size() > 1) {
                entrance.open();
            }
        } catch (InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void requireNotEnding() {
        if (ending) {
            throw new CannotRun("Stopped while starting.");
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("VOXLYNX_DB_URL", database.url());
        settings.put("VOXLYNX_DB_USER", database.user());
        settings.put("VOXLYNX_DB_PASSWORD", database.password());
        settings.put("VOXLYNX_VAPI_BASE_URL", sandbox.url().toString());
        settings.put("VOXLYNX_VAPI_API_KEY", secrets.providerApiKey());
        settings.put("VOXLYNX_VAPI_MAX_CONCURRENT_CALLS", String.valueOf(PROVIDER_CAP));
        settings.put(
                "VOXLYNX_VAPI_WEBHOOK_URL",
                baseUrl().resolve("/api/webhooks/vapi").toString());
        settings.put("VOXLYNX_VAPI_WEBHOOK_SECRET", secrets.webhook());
        settings.put("VOXLYNX_LIVEKIT_URL", sandbox.url().toString());
        settings.put("VOXLYNX_LIVEKIT_API_KEY", LIVEKIT_API_KEY);
        settings.put("VOXLYNX_LIVEKIT_API_SECRET", secrets.liveKit());
        settings.put("VOXLYNX_LIVEKIT_SIP_TRUNK_ID", "ST_sandbox");
        settings.put("VOXLYNX_ANALYSIS_BASE_URL", sandbox.url().toString());
        settings.put("VOXLYNX_ANALYSIS_API_KEY", secrets.llmApiKey());
        settings.put("VOXLYNX_CALLBACK_SECRET", secrets.callback());
        // this machine's own receivers; every other address of it stays refused
        settings.put("VOXLYNX_CALLBACK_ALLOWED_NETWORKS", "127.0.0.1/32");
        settings.put("VOXLYNX_SCHEDULER_SECRET", secrets.scheduler());
        settings.putAll(IdentitySettings.of(sandbox, secrets));
        if (nodes.size() > 1) {
            // the proxy says where a request comes from
            settings.put("VOXLYNX_HTTP_TRUSTED_PROXIES", "127.0.0.1/32");
        }
        // WildFly's own name for it, as an environment variable
        settings.put("JBOSS_MESSAGING_CLUSTER_PASSWORD", secrets.messaging());
        return settings;
    }

    /** The file tells of this platform, so it goes with it, whatever ends it. */
    void removeAtEnd(Path file) {
        watchdog.watch(file);
    }

    /** Waits until every node has ended, at most for the given time; true when they have. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        CompletableFuture<?> end =
                CompletableFuture.allOf(nodes.stream().map(Node::onExit).toArray(CompletableFuture[]::new));
        try {
            end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it was told to end, as opposed to a node that ended by itself. */
    boolean isEnding() {
        return ending;
    }

    /** Ends every process and returns when they are gone; the data stays. */
    @Override
    public void close() {
        endAll();
        if (Thread.currentThread() != atExit) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException alreadyExiting) {
                // then the hook runs and finds nothing left to do
                return;
            }
        }
    }

    private synchronized void endAll() {
        if (ending) {
            return;
        }
        ending = true;
        entrance.close();
        nodes.parallelStream().forEach(Node::stop);
        sandbox.stop();
        database.stop();
        watchdog.close();
    }

    /** What differs between a local run and a test. */
    public static final class Builder {

        private final Path directory;
        private final Map<String, String> overrides = new HashMap<>();
        private final Set<String> absent = new HashSet<>();
        private Path serverHome;
        private Path ear;
        private String configuration = "standalone-full-ha.xml";
        private String heap = "512m";
        private PortPlan ports = PortPlan.around(8080, 1);
        private List<String> compilation = List.of();
        private IntFunction<List<String>> javaOptions = node -> List.of();
        private boolean fresh;

        private Builder(Path directory) {
            this.directory = directory.toAbsolutePath();
        }

        /** The provisioned WildFly and the archive that runs on it. */
        public Builder server(Path home, Path archive) {
            serverHome = home;
            ear = archive;
            return this;
        }

        /** As many nodes as it has ports for. */
        public Builder ports(PortPlan plan) {
            ports = plan;
            return this;
        }

        /** Of each node, in the JVM's notation. */
        public Builder heap(String maximum) {
            heap = maximum;
            return this;
        }

        /**
         * For minutes, not for days: the JVMs compile quickly rather than well. On a small machine the best machine
         * code of a demo or a test is ready when it is over, and has cost it a third of the processor.
         */
        public Builder shortLived() {
            compilation = List.of("-XX:TieredStopAtLevel=1");
            return this;
        }

        /** Further options of the nodes' JVMs. @param options are asked for by the node's index, at each start */
        public Builder javaOptions(IntFunction<List<String>> options) {
            javaOptions = options;
            return this;
        }

        /** A setting of the nodes, by its environment name; wins over the platform's own. */
        public Builder environment(String name, String value) {
            overrides.put(name, value);
            return this;
        }

        /** A setting of the platform's own that the nodes do not get. */
        public Builder without(String name) {
            absent.add(name);
            return this;
        }

        /** Forgets what an earlier run left in the directory. */
        public Builder fresh() {
            fresh = true;
            return this;
        }

        /** @throws CannotRun when something is missing or taken; then nothing was left running */
        public LocalPlatform start() throws InterruptedException {
            requireFile(serverHome.resolve("jboss-modules.jar"), "the provisioned server");
            requireFile(ear, "the application");
            ports.requireFree();
            try {
                if (fresh) {
                    Directories.delete(directory);
                }
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new CannotRun("Cannot use " + directory + " (" + e.getMessage() + ").", e);
            }
            LocalPlatform platform = new LocalPlatform(this);
            platform.startAll(overrides, absent);
            return platform;
        }

        private static void requireFile(Path file, String what) {
            if (Files.notExists(file)) {
                throw new CannotRun("Missing " + what + " (" + file + "): run 'mvn -Prun package' from the root.");
            }
        }
    }
}
