package io.voxlynx.sandbox.run;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The proxy that an installation of several nodes has in front of it: passes requests round to the nodes that are
 * healthy. It never sends a request twice, since it cannot know what the first one did.
 */
final class Entrance implements AutoCloseable {

    private static final Duration HEALTH_EVERY = Duration.ofMillis(500);
    private static final Duration HEALTH_WITHIN = Duration.ofSeconds(2);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);
    private static final int CONNECTIONS_PER_THREAD = 64;

    /** How long a body may be is the nodes' business. */
    private static final long ANY_LENGTH = -1;

    /** That a node died with requests in it is no news to whoever looks after nodes; kept, or its level is forgotten. */
    private static final Logger PROXY_LOG = Logger.getLogger("io.undertow.proxy");

    private final int port;
    private final List<URI> nodes;
    private final LoadBalancingProxyClient balancer = new LoadBalancingProxyClient()
            .setConnectionsPerThread(CONNECTIONS_PER_THREAD)
            .setProblemServerRetry(1);
    private final Set<URI> healthy = new HashSet<>();
    private final Set<URI> withdrawn = new HashSet<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(HEALTH_WITHIN).build();
    private ScheduledExecutorService watch;
    private Undertow server;

    Entrance(int port, List<URI> nodes) {
        PROXY_LOG.setLevel(Level.OFF);
        this.port = port;
        this.nodes = nodes;
    }

    void open() {
        nodes.forEach(this::look);
        watch = Executors.newScheduledThreadPool(nodes.size(), task -> {
            Thread thread = new Thread(task, "entrance-health");
            thread.setDaemon(true);
            return thread;
        });
        for (URI node : nodes) {
            watch.scheduleWithFixedDelay(
                    () -> look(node), HEALTH_EVERY.toMillis(), HEALTH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        server = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, ANY_LENGTH)
                .setHandler(ProxyHandler.builder()
                        .setProxyClient(balancer)
                        .setMaxRequestTime((int) LONGEST_REQUEST.toMillis())
                        .setMaxConnectionRetries(nodes.size())
                        .build())
                .build();
        server.start();
    }

    /** Sends it nothing any more, however healthy it is. What it was sent before, it answers. */
    void withdraw(URI node) {
        synchronized (healthy) {
            withdrawn.add(node);
            if (healthy.remove(node)) {
                balancer.removeHost(node);
            }
        }
    }

    /** From now on its health decides again. */
    void readmit(URI node) {
        synchronized (healthy) {
            withdrawn.remove(node);
        }
        look(node);
    }

    private void look(URI node) {
        boolean well = answers(node);
        synchronized (healthy) {
            if (withdrawn.contains(node)) {
                return;
            }
            if (well && healthy.add(node)) {
                balancer.addHost(node);
            } else if (!well && healthy.remove(node)) {
                balancer.removeHost(node);
            }
        }
    }

    private boolean answers(URI node) {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/health"))
                .timeout(HEALTH_WITHIN)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (server != null) {
            watch.shutdownNow();
            server.stop();
        }
    }
}
