package io.voxlynx.vapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VapiOrdersTest {

    private static final String BODY = "{\"customer\":{\"name\":\"äöü\"}}";
    private static final String CREATED = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private ServerSocket provider;
    private volatile String answer = CREATED;

    @BeforeEach
    void listen() throws IOException {
        provider = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        provider.close();
    }

    @Test
    void sendsTheOrderOnceWithOurKey() throws IOException {
        assertThat(orders().send(BODY, () -> true)).isEqualTo(new VapiOrders.Reply(201, "{}", null));

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0))
                .startsWith("POST /call HTTP/1.1\r\n")
                .contains("Authorization: Bearer key\r\n", "Content-Type: application/json\r\n")
                .endsWith("\r\n\r\n" + BODY);
    }

    @Test
    void asksForTheTimeWhenTheConnectionIsThereAndSendsNoByteIfItIsTooLate() throws InterruptedException {
        assertThatThrownBy(() -> orders().send(BODY, () -> {
                    assertThat(connected()).isTrue();
                    return false;
                }))
                .isInstanceOfSatisfying(
                        VapiOrders.NotSent.class,
                        late -> assertThat(late.isLate()).isTrue());

        assertThat(ended.poll(10, TimeUnit.SECONDS))
                .as("what came over the connection")
                .isEmpty();
    }

    @Test
    void withoutAConnectionNothingWasSent() throws IOException {
        try (Socket deaf = new Socket()) {
            // Bound and not listening: nobody else can listen there meanwhile.
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertThatThrownBy(() -> orders(deaf.getLocalPort()).send(BODY, () -> true))
                    .isInstanceOfSatisfying(
                            VapiOrders.NotSent.class,
                            failure -> assertThat(failure.isLate()).isFalse());
        }
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() {
        for (String torn : List.of("", "HTTP/1.1 201 Created\r\nContent-Length: 200\r\n\r\n{")) {
            heard.clear();
            answer = torn;

            assertThatThrownBy(() -> orders().send(BODY, () -> true))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(VapiOrders.NotSent.class);

            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void noAnswerMakesItRepeatTheOrderOrGoElsewhere() throws IOException {
        VapiOrders orders = orders();
        for (String status : List.of("503", "408", "421", "401", "302", "307", "429", "500")) {
            heard.clear();
            answer = "HTTP/1.1 " + status
                    + " No\r\nConnection: close\r\nRetry-After: 0\r\nLocation: /elsewhere\r\nContent-Length: 2\r\n\r\n{}";

            assertThat(orders.send(BODY, () -> true).status()).isEqualTo(Integer.parseInt(status));

            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void aProviderThatClosesConnectionsWhenItLikesLosesNoOrder() throws IOException {
        VapiOrders orders = orders();
        for (int order = 0; order < 5; order++) {
            assertThat(orders.send(BODY, () -> true).status()).isEqualTo(201);
        }
        assertThat(heard).hasSize(5);
    }

    private final Semaphore accepted = new Semaphore(0);
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    /** One request a connection, which is then closed. */
    private void serve() {
        while (!provider.isClosed()) {
            try (Socket socket = provider.accept()) {
                accepted.release();
                String request = request(socket.getInputStream());
                ended.add(request);
                if (!request.isEmpty()) {
                    heard.add(request);
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // The client has gone, or the test is over.
                continue;
            }
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        return head + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    private boolean connected() {
        try {
            return accepted.tryAcquire(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private VapiOrders orders() {
        return orders(provider.getLocalPort());
    }

    private static VapiOrders orders(int port) {
        VapiOrders orders = new VapiOrders();
        orders.settings = new VapiSettings();
        orders.settings.baseUrl = URI.create("http://127.0.0.1:" + port + "/");
        orders.settings.apiKey = "key";
        orders.settings.connectTimeoutMillis = 20_000;
        orders.settings.readTimeoutMillis = 20_000;
        orders.prepare();
        return orders;
    }
}
