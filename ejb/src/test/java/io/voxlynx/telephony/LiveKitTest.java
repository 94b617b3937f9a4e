package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.voxlynx.shared.DaemonThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitSip.CreateSIPParticipantRequest;
import livekit.LivekitSip.SIPParticipantInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;

@Timeout(60)
class LiveKitTest {

    private static final String ROOM = "room";
    private static final int PATIENCE_MILLIS = 20_000;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final LiveKit liveKit = new LiveKit();
    private final LiveKitTokens tokens = new LiveKitTokens();
    private volatile int status = 200;
    private volatile String body = "";
    private volatile boolean dripping;
    private HttpServer proxy;

    @BeforeEach
    void listen() throws IOException {
        proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        proxy.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        proxy.createContext("/", this::answer);
        proxy.start();
        connect(PATIENCE_MILLIS);
    }

    private void connect(int timeoutMillis) {
        LiveKitSettings settings = new LiveKitSettings();
        settings.url = "ws://127.0.0.1:" + proxy.getAddress().getPort();
        settings.apiKey = "key";
        settings.apiSecret = "a secret of thirty-two characters";
        settings.connectTimeoutMillis = timeoutMillis;
        settings.readTimeoutMillis = timeoutMillis;
        settings.ringingTimeoutSeconds = 2;
        tokens.settings = settings;
        tokens.clock = Clock.systemUTC();
        liveKit.threads = new DaemonThreads();
        liveKit.settings = settings;
        liveKit.tokens = tokens;
        liveKit.connect();
    }

    @AfterEach
    void disconnect() {
        released.countDown();
        liveKit.disconnect();
        proxy.stop(0);
    }

    /** Whoever stands in between may say so after LiveKit took the order. */
    @ParameterizedTest
    @ValueSource(ints = {307, 308, 408, 421, 429, 503})
    void anOrderToDialLeavesOnceWhateverIsAnswered(int status) {
        this.status = status;

        LiveKitAnswer<?> answer = dial();

        assertThat(answer)
                .isInstanceOfSatisfying(
                        LiveKitAnswer.Refused.class,
                        refused -> assertThat(refused.httpStatus()).isEqualTo(status));
        assertThat(heard).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308, 408, 421, 429, 503})
    void anAgentIsCalledInOnceWhateverIsAnswered(int status) {
        this.status = status;

        assertThat(callIn()).isInstanceOf(LiveKitAnswer.Refused.class);
        assertThat(heard).hasSize(1);
    }

    @Test
    void whatNobodyAtLiveKitWroteIsALostAnswer() {
        body = "<html>Please log in</html>";

        assertThat(callIn())
                .isInstanceOfSatisfying(
                        LiveKitAnswer.Lost.class,
                        lost -> assertThat(lost.neverSent()).isFalse());
        assertThat(CallPlacements.isUndecided(dial())).isTrue();
    }

    @Test
    void anAnswerThatDripsIsNotWaitedForLongerThanASilentOne() {
        dripping = true;
        liveKit.disconnect();
        connect(500);

        // It drips until the test is over.
        assertThat(callIn()).isInstanceOf(LiveKitAnswer.Lost.class);
    }

    /** As while it is suspended before a stop, when its executor drops or refuses everything. */
    @Test
    void anAnswerComesThroughThoughTheServerTakesNoMoreWork() {
        liveKit.executor = null;
        status = 503;

        assertThat(liveKit.later(order()).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(30))
                .isInstanceOf(LiveKitAnswer.Refused.class);
    }

    private LiveKitAnswer<?> dial() {
        return liveKit.now(order());
    }

    private Call<SIPParticipantInfo> order() {
        var order = CreateSIPParticipantRequest.newBuilder().setRoomName(ROOM).build();
        return liveKit.sip().createSipParticipant(order, tokens.forCall(ROOM));
    }

    private LiveKitAnswer<?> callIn() {
        var order = CreateAgentDispatchRequest.newBuilder().setRoom(ROOM).build();
        return liveKit.now(liveKit.dispatches().createDispatch(order, tokens.forRoom(ROOM)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        heard.add(exchange.getRequestURI().getPath());
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.getResponseHeaders().set("Retry-After", "0");
        if (dripping) {
            exchange.sendResponseHeaders(status, 0);
            while (!isReleasedWithin(Duration.ofMillis(100))) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        } else {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private boolean isReleasedWithin(Duration time) {
        try {
            return released.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
