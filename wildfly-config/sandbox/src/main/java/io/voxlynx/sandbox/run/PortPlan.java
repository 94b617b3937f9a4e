package io.voxlynx.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Which process listens where. All ports are known before the first process starts, so a taken one stops it all.
 *
 * @param entrance where the world comes in: the only node, or the proxy in front of several
 */
public record PortPlan(int entrance, int sandbox, int database, List<NodePorts> nodes) {

    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65_535;
    private static final int STOCK_HTTP = 8080;
    /** The lowest of all. */
    private static final int STOCK_JMS = 5672;

    private static final int STOCK_DATABASE = 15_432;
    /** From the cluster's port; nodes reckon with it where the others listen, so it is the same for all. */
    private static final int TO_FAILURE_DETECTION = 50;

    /** Below those that connections go out from: one of them may sit on a port whose process is just being restarted. */
    private static final int FIRST_FREE = 10_000;

    private static final int END_OF_FREE = 32_000;
    private static int nextFree = ThreadLocalRandom.current().nextInt(FIRST_FREE, END_OF_FREE);

    /** Given away before their turn came. */
    private static final Set<Integer> TAKEN_AHEAD = new HashSet<>();

    /** Of one WildFly; the last is for systems beside it, the three before it for the other nodes. */
    public record NodePorts(int http, int management, int jgroups, int failureDetection, int messaging, int jms) {

        private NodePorts shifted(int by) {
            return new NodePorts(
                    http + by, management + by, jgroups + by, failureDetection + by, messaging + by, jms + by);
        }
    }

    public PortPlan {
        nodes = List.copyOf(nodes);
    }

    /**
     * 8080 gives WildFly's usual ports (9990, 7600), the sandbox on 9080 and PostgreSQL on 15432; another port moves
     * all of them by the same distance. Several nodes come after it, each 100 further on than the one before.
     */
    public static PortPlan around(int http, int nodes) {
        int by = http - STOCK_HTTP;
        NodePorts first =
                new NodePorts(STOCK_HTTP, 9990, 7600, 7600 + TO_FAILURE_DETECTION, 7675, STOCK_JMS).shifted(by);
        PortPlan plan = new PortPlan(
                http,
                9080 + by,
                STOCK_DATABASE + by,
                IntStream.range(nodes == 1 ? 0 : 1, nodes == 1 ? 1 : nodes + 1)
                        .mapToObj(node -> first.shifted(100 * node))
                        .toList());
        if (plan.named().values().stream().anyMatch(port -> port < LOWEST || port > HIGHEST)) {
            throw new CannotRun("Port " + http + " leaves no room for the ports beside it: choose one from "
                    + (STOCK_HTTP - STOCK_JMS + LOWEST) + " to " + (STOCK_HTTP + HIGHEST - STOCK_DATABASE)
                    + " with -Dport=.");
        }
        return plan;
    }

    /** Ports that nobody holds now, nor was given by this before. */
    public static synchronized PortPlan free(int nodes) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            int[] ports = new int[3 + 4 * nodes];
            for (int i = 0; i < ports.length; i++) {
                ports[i] = hold(held);
            }
            int[] clusters = new int[nodes];
            for (int i = 0; i < nodes; i++) {
                clusters[i] = freePair(held);
            }
            return new PortPlan(
                    nodes == 1 ? ports[3] : ports[0],
                    ports[1],
                    ports[2],
                    IntStream.range(0, nodes)
                            .mapToObj(node -> new NodePorts(
                                    ports[3 + 4 * node],
                                    ports[4 + 4 * node],
                                    clusters[node],
                                    clusters[node] + TO_FAILURE_DETECTION,
                                    ports[5 + 4 * node],
                                    ports[6 + 4 * node]))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(PortPlan::release);
        }
    }

    /** @return a port that is free and has a free one at the distance that all nodes keep */
    private static int freePair(List<ServerSocket> held) throws IOException {
        while (true) {
            int first = hold(held);
            try {
                held.add(new ServerSocket(first + TO_FAILURE_DETECTION));
                TAKEN_AHEAD.add(first + TO_FAILURE_DETECTION);
                return first;
            } catch (BindException taken) {
                // another pair, then
                continue;
            }
        }
    }

    private static int hold(List<ServerSocket> held) throws IOException {
        while (true) {
            int port = nextFree;
            nextFree = port + 1 < END_OF_FREE ? port + 1 : FIRST_FREE;
            if (TAKEN_AHEAD.contains(port)) {
                continue;
            }
            try {
                held.add(new ServerSocket(port));
                return port;
            } catch (BindException taken) {
                continue;
            }
        }
    }

    /** Probes every port before anything starts: an embedded PostgreSQL would silently use a stranger on its own. */
    public void requireFree() {
        named().forEach((name, port) -> {
            if (isTaken(port)) {
                throw new CannotRun("Port " + port + " (" + name
                        + ") is taken: stop what listens there, or move all ports with -Dport=.");
            }
        });
    }

    private Map<String, Integer> named() {
        Map<String, Integer> named = new LinkedHashMap<>();
        if (nodes.size() > 1) {
            named.put("HTTP of all nodes", entrance);
        }
        for (int i = 0; i < nodes.size(); i++) {
            NodePorts node = nodes.get(i);
            String of = nodes.size() == 1 ? "" : " of node " + (i + 1);
            named.put("HTTP" + of, node.http);
            named.put("management" + of, node.management);
            named.put("cluster" + of, node.jgroups);
            named.put("failure detection" + of, node.failureDetection);
            named.put("messaging" + of, node.messaging);
            named.put("JMS" + of, node.jms);
        }
        named.put("sandbox", sandbox);
        named.put("PostgreSQL", database);
        return named;
    }

    private static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // a port that a stopped run left in TIME_WAIT is free
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
