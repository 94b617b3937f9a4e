package io.voxlynx.telephony;

import io.livekit.server.AgentDispatchService;
import io.livekit.server.RoomService;
import io.livekit.server.SipService;
import io.voxlynx.metrics.Outgoing;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.SentOnce;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import livekit.LivekitRoom.ListRoomsRequest;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.protobuf.ProtoConverterFactory;

/** The connection to LiveKit's server API. Nothing is repeated here: that is for those who write down what they do. */
@ApplicationScoped
class LiveKit {

    static final String PROVIDER = "LiveKit";

    /** Phones that may ring at once, ordered from this node; OkHttp has a thread for each of them. */
    private static final int RINGING_AT_ONCE = 500;

    private static final int IDLE_CONNECTIONS = 8;

    /** For the database, at the end. */
    private static final int LAST_SECONDS = 5;

    private static final Logger LOG = Logger.getLogger(LiveKit.class.getName());

    @Resource
    ManagedExecutorService executor;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    LiveKitSettings settings;

    @Inject
    LiveKitTokens tokens;

    private OkHttpClient client;
    private OkHttpClient dialling;
    private RoomService rooms;
    private AgentDispatchService dispatches;
    private SipService sip;

    @PostConstruct
    void connect() {
        client = new OkHttpClient.Builder()
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.readTimeout())
                .callTimeout(settings.longestRequest())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addInterceptor(new SentOnce())
                .addInterceptor(new Outgoing("livekit"))
                // Proxies close idle connections after a minute or more; a request that meets that is lost.
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 30, TimeUnit.SECONDS))
                .build();
        // Not the server's executor, which takes nothing while it is suspended: a call whose answer comes then is
        // settled.
        Dispatcher waiting = new Dispatcher(
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), threads));
        waiting.setMaxRequests(RINGING_AT_ONCE);
        waiting.setMaxRequestsPerHost(RINGING_AT_ONCE);
        // A request that rings a phone must not meet a connection that may be dead already.
        dialling = client.newBuilder()
                .readTimeout(settings.dialPatience())
                .callTimeout(settings.connectTimeout().plus(settings.dialPatience()))
                .dispatcher(waiting)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
        Retrofit ordinary = retrofit(client);
        rooms = ordinary.create(RoomService.class);
        dispatches = ordinary.create(AgentDispatchService.class);
        sip = retrofit(dialling).create(SipService.class);
    }

    private Retrofit retrofit(OkHttpClient http) {
        return new Retrofit.Builder()
                .baseUrl(settings.httpUrl())
                .callFactory(Outgoing.calls(http))
                .addConverterFactory(ProtoConverterFactory.create())
                .validateEagerly(true)
                .build();
    }

    @PreDestroy
    void disconnect() {
        for (OkHttpClient each : List.of(client, dialling)) {
            each.dispatcher().cancelAll();
            finish(each.dispatcher().executorService());
            each.connectionPool().evictAll();
        }
    }

    /** What became of the calls is still written down. */
    private static void finish(ExecutorService callbacks) {
        callbacks.shutdown();
        try {
            if (!callbacks.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                LOG.warning("What became of some calls is not written down yet; they will be looked up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks once when the application starts, so that a wrong key or address shows before the first call does. */
    void check(@Observes @Initialized(ApplicationScoped.class) Object start) {
        executor.execute(() -> {
            ListRoomsRequest none =
                    ListRoomsRequest.newBuilder().addNames("voxlynx").build();
            LiveKitAnswer<?> answer = now(rooms.listRooms(none, tokens.forListing()));
            if (answer instanceof LiveKitAnswer.Done) {
                LOG.info("LiveKit answers and knows our key");
            } else {
                LOG.warning(LogLine.of("No calls and rooms as things are: LiveKit: %s", answer.reason()));
            }
        });
    }

    RoomService rooms() {
        return rooms;
    }

    AgentDispatchService dispatches() {
        return dispatches;
    }

    /** Its answers take as long as a phone rings: only for {@link #later}. */
    SipService sip() {
        return sip;
    }

    /** For what is answered at once. Never inside a transaction. */
    <T> LiveKitAnswer<T> now(Call<T> call) {
        try {
            return LiveKitAnswer.of(call.execute());
        } catch (IOException | RuntimeException e) {
            // What is no message of LiveKit's, such as a proxy's page, comes as a RuntimeException.
            return LiveKitAnswer.of(e);
        }
    }

    /** No thread of the server waits; what follows runs on OkHttp's, which is the server's to make. */
    <T> CompletionStage<LiveKitAnswer<T>> later(Call<T> call) {
        CompletableFuture<LiveKitAnswer<T>> answer = new CompletableFuture<>();
        call.enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<T> ignored, Response<T> response) {
                answer.complete(LiveKitAnswer.of(response));
            }

            @Override
            public void onFailure(Call<T> ignored, Throwable failure) {
                answer.complete(LiveKitAnswer.of(failure));
            }
        });
        return answer;
    }
}
