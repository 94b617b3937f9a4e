package io.voxlynx.web.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeyLocationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void readsTheDocument() throws IOException {
        answer("{}".getBytes(UTF_8));
        assertThat(location().read()).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void readsHalfAMegabyteAndNoMore() throws IOException {
        answer(new byte[512 * 1024]);
        assertThat(location().read()).hasSize(512 * 1024);
    }

    @Test
    void refusesAnEndlessDocument() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[64 * 1024];
            try (OutputStream body = exchange.getResponseBody()) {
                while (over.getCount() > 0) {
                    body.write(piece);
                }
            }
        });
        assertThatThrownBy(() -> location().read()).hasMessageContaining("more than 524288 bytes");
    }

    @Test
    void refusesADocumentThatComesDropByDrop() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (!ended(Duration.ofMillis(20))) {
                    body.write(' ');
                    body.flush();
                }
            }
        });
        // A pause between two drops is no silence yet.
        assertThatThrownBy(() -> location(Duration.ofSeconds(3)).read()).hasMessageContaining("too slow");
    }

    @Test
    void doesNotWaitForAnAnswerForEver() {
        serve(exchange -> ended(Duration.ofSeconds(50)));
        assertThatThrownBy(() -> location(Duration.ofMillis(500)).read()).isInstanceOf(IOException.class);
    }

    @Test
    void followsNoRedirect() {
        AtomicInteger elsewhere = new AtomicInteger();
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        serve(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        assertThatThrownBy(() -> location().read()).hasMessageContaining("status 302");
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void saysThatNobodyIsThere() {
        server.stop(0);
        assertThatThrownBy(() -> location().read()).isInstanceOf(IOException.class);
    }

    private KeyLocation location() {
        return location(PATIENCE);
    }

    private KeyLocation location(Duration patience) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
        return new KeyLocation(url, patience, patience);
    }

    private void answer(byte[] body) {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    private void serve(HttpHandler handler) {
        server.createContext("/jwks", handler);
    }

    private boolean ended(Duration atMost) {
        try {
            return over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
