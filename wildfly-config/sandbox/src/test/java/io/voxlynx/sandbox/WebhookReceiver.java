package io.voxlynx.sandbox;

import com.sun.net.httpserver.HttpServer;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes webhooks as the product would, and remembers them in the order of their arrival. */
public final class WebhookReceiver implements AutoCloseable {
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger refusals = new AtomicInteger();
    private final HttpServer server;

    /** @param name as the sandbox's faults call it */
    public record Received(Map<String, List<String>> headers, byte[] body, JsonObject message, String name) {
        public String header(String header) {
            return headers.getOrDefault(header, List.of("")).get(0);
        }

        public String callId() {
            return message.getJsonObject("call").getString("id");
        }
    }

    public WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonObject message = Json.parse(body).getJsonObject("message");
            String name = message.getString("status", message.getString("type"));
            received.add(new Received(exchange.getRequestHeaders(), body, message, name));
            boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            exchange.sendResponseHeaders(refused ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    public void refuseNext(int webhooks) {
        refusals.set(webhooks);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<String> names() {
        return received.stream().map(Received::name).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
