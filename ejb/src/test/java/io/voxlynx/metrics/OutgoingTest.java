package io.voxlynx.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voxlynx.trace.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutgoingTest {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OFFERED = "00-" + ID + "-00f067aa0ba902b7-01";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BlockingQueue<String> traces = new LinkedBlockingQueue<>();
    private final OkHttpClient client =
            new OkHttpClient.Builder().addInterceptor(new Outgoing("test")).build();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        Metrics.bind(registry);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            traces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        Metrics.unbind();
        client.dispatcher().executorService().shutdown();
    }

    @Test
    void aRequestIsTimedByItsOutcomeAndTakesItsTraceAlong() throws Exception {
        Trace.within("test", OFFERED, () -> ask(client));
        status = 429;
        ask(client);
        status = 503;
        ask(client);

        assertThat(traces.take()).contains(ID);
        assertThat(traces.take()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]").doesNotContain(ID);
        assertThat(count("ok")).isEqualTo(1);
        assertThat(count("refused")).isEqualTo(1);
        assertThat(count("failed")).isEqualTo(1);
    }

    @Test
    void noAnswerIsAnOutcome() {
        server.stop(0);

        assertThatThrownBy(() -> client.newCall(request()).execute()).isInstanceOf(IOException.class);

        assertThat(count("no_answer")).isEqualTo(1);
    }

    @Test
    void aRequestOnAnotherThreadBelongsToTheTraceOfWhoeverMadeIt() throws Exception {
        CompletableFuture<Integer> answered = new CompletableFuture<>();

        Trace.follow(
                "test",
                OFFERED,
                () -> Outgoing.calls(client).newCall(request()).enqueue(new Callback() {
                    @Override
                    public void onFailure(Call call, IOException failure) {
                        answered.completeExceptionally(failure);
                    }

                    @Override
                    public void onResponse(Call call, Response response) {
                        response.close();
                        answered.complete(response.code());
                    }
                }));

        assertThat(answered.get()).isEqualTo(200);
        assertThat(traces.take()).contains(ID);
    }

    private int ask(OkHttpClient with) {
        try (Response response = with.newCall(request()).execute()) {
            return response.code();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Request request() {
        return new Request.Builder()
                .url("http://127.0.0.1:" + server.getAddress().getPort() + "/some/operation")
                .build();
    }

    private long count(String outcome) {
        Timer timer = registry.find("voxlynx.provider.requests")
                .tags("provider", "test", "operation", "operation", "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
