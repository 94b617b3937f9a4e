package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.voxlynx.shared.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CallbackSenderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String BODY = "{\"call_id\":\"1\",\"text\":\"äöü\"}";

    private record Request(InetAddress heardAt, Headers headers, String body) {}

    private final List<Request> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = listenAt("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        released.countDown();
        receiver.stop(0);
    }

    @Test
    void sendsTheBodyAsItIsWithItsHeadersAndAFreshSignature() {
        Callback callback = callback(url("/200"));

        assertThat(sender().send(callback)).isEqualTo(new Reply(200, null));

        Request request = heard.get(0);
        assertThat(request.body()).isEqualTo(BODY);
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(request.headers().getFirst("User-Agent")).isEqualTo("VoxLynx");
        assertThat(request.headers().getFirst("X-VoxLynx-Event")).isEqualTo("call.answered");
        assertThat(request.headers().getFirst("X-VoxLynx-Delivery"))
                .isEqualTo(callback.id().toString());
        assertThat(request.headers().getFirst("X-VoxLynx-Signature"))
                .isEqualTo(signature().of(BODY, null, NOW))
                .startsWith("t=" + NOW.getEpochSecond() + ",v1=");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 407, 408, 410, 429, 500, 502, 503, 504})
    void anythingButSuccessIsNotDeliveredAndNotRepeatedHere(int status) {
        Reply reply = sender().send(callback(url("/" + status)));

        assertThat(reply.isDelivered()).isFalse();
        assertThat(reply.isGone()).isEqualTo(status == 410);
        assertThat(heard).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void noRedirectIsFollowed(int status) {
        Reply reply = sender().send(callback(url("/" + status)));

        assertThat(reply).isEqualTo(new Reply(status, "HTTP " + status));
        assertThat(heard).hasSize(1);
    }

    @Test
    void aNameThatChangesItsAnswerIsCalledWhereItWasJudged() throws IOException {
        HttpServer inside = listenAt("127.0.0.2", receiver.getAddress().getPort());
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2", "127.0.0.2"));
        Dns rebinding = host -> List.of(InetAddress.getByName(answers.pop()));
        try {
            Reply reply = sender(rebinding).send(callback(url("/200").replace("127.0.0.1", "rebinding.example")));

            assertThat(reply.isDelivered()).isTrue();
            assertThat(answers).hasSize(2);
            assertThat(heard).hasSize(1);
            assertThat(heard.get(0).headers().getFirst("Host"))
                    .isEqualTo("rebinding.example:" + receiver.getAddress().getPort());
            assertThat(heard.get(0).heardAt().getHostAddress()).isEqualTo("127.0.0.1");
        } finally {
            inside.stop(0);
        }
    }

    @Test
    void anAddressThatMayNotBeReachedHearsNothing() throws IOException {
        HttpServer inside = listenAt("127.0.0.2", receiver.getAddress().getPort());
        try {
            for (String host : List.of("127.0.0.2", "inside.example", "both.example")) {
                Reply reply = sender(host(host)).send(callback(url("/200").replace("127.0.0.1", host)));

                assertThat(reply.isDelivered()).isFalse();
                assertThat(reply.status()).isNull();
            }
            assertThat(heard).isEmpty();
        } finally {
            inside.stop(0);
        }
    }

    private static Dns host(String name) throws IOException {
        List<InetAddress> inside = List.of(InetAddress.getByName("127.0.0.2"));
        List<InetAddress> both = List.of(InetAddress.getByName("127.0.0.1"), inside.get(0));
        return host -> name.equals("both.example") ? both : inside;
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForLong() {
        // It is silent until the test is over.
        Reply reply = sender(Dns.SYSTEM, 500).send(callback(url("/silence")));

        assertThat(reply.status()).isNull();
        assertThat(reply.isDelivered()).isFalse();
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        // It goes on until the test is over.
        assertThat(sender().send(callback(url("/endless"))).isDelivered()).isTrue();
    }

    @Test
    void nobodyThereIsNoAnswer() {
        receiver.stop(0);

        assertThat(sender().send(callback(url("/200")))).isEqualTo(new Reply(null, "no answer: ConnectException"));
    }

    private HttpServer listenAt(String address, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        heard.add(new Request(
                exchange.getLocalAddress().getAddress(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        switch (path) {
            case "/silence" -> hold();
            case "/endless" -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] piece = new byte[8192];
                while (released.getCount() > 0) {
                    exchange.getResponseBody().write(piece);
                }
            }
            default -> {
                exchange.getResponseHeaders().set("Location", url("/200"));
                exchange.getResponseHeaders().set("Retry-After", "0");
                exchange.sendResponseHeaders(Integer.parseInt(path.substring(1)), -1);
            }
        }
        exchange.close();
    }

    private void hold() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private static Callback callback(String url) {
        return new Callback(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "call.answered",
                url,
                BODY,
                null,
                null,
                false,
                1,
                null,
                null,
                false);
    }

    private static CallbackSender sender() {
        return sender(Dns.SYSTEM);
    }

    private static CallbackSender sender(Dns names) {
        return sender(names, 20_000);
    }

    private static CallbackSender sender(Dns names, int readTimeoutMillis) {
        CallbackSender sender = new CallbackSender();
        sender.guard = new AddressGuard(names, List.of(Network.of("127.0.0.1/32")));
        sender.signature = signature();
        sender.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        sender.connectTimeoutMillis = 20_000;
        sender.readTimeoutMillis = readTimeoutMillis;
        sender.prepare();
        return sender;
    }

    private static CallbackSignature signature() {
        CallbackSignature signature = new CallbackSignature();
        signature.secret = "a secret of 32 bytes, for a test";
        return signature;
    }
}
