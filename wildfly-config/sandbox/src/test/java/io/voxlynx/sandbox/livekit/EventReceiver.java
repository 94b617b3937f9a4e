package io.voxlynx.sandbox.livekit;

import com.sun.net.httpserver.HttpServer;
import io.livekit.server.WebhookReceiver;
import io.voxlynx.sandbox.SandboxClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import livekit.LivekitWebhook.WebhookEvent;

/** Takes LiveKit's webhooks and believes only those that LiveKit's own receiver believes. */
final class EventReceiver implements AutoCloseable {
    private final Queue<WebhookEvent> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> contentTypes = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger refusals = new AtomicInteger();
    private final HttpServer server;

    EventReceiver() throws IOException {
        var receiver = new WebhookReceiver(SandboxClient.LIVEKIT_KEY, SandboxClient.LIVEKIT_SECRET);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = 401;
            try {
                received.add(receiver.receive(body, exchange.getRequestHeaders().getFirst("Authorization")));
                contentTypes.add(exchange.getRequestHeaders().getFirst("Content-Type"));
                status = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 503 : 200;
            } finally {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            }
        });
        server.start();
    }

    void refuseNext(int webhooks) {
        refusals.set(webhooks);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    List<WebhookEvent> received() {
        return List.copyOf(received);
    }

    List<String> names() {
        return received.stream().map(WebhookEvent::getEvent).toList();
    }

    List<String> contentTypes() {
        return List.copyOf(contentTypes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
