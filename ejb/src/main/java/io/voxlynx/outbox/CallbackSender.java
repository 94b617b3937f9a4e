package io.voxlynx.outbox;

import io.voxlynx.shared.SentOnce;
import io.voxlynx.trace.Trace;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends one callback to its receiver, once: to an address that was judged a moment before and to no other. Redirects
 * are not followed and proxies not used, since both would choose another address. What the receiver answers beside the
 * status is not read.
 */
@ApplicationScoped
class CallbackSender {

    private static final MediaType JSON = MediaType.get("application/json");

    @Inject
    AddressGuard guard;

    @Inject
    CallbackSignature signature;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "voxlynx.callback.connect-timeout-millis", defaultValue = "3000")
    long connectTimeoutMillis;

    @Inject
    @ConfigProperty(name = "voxlynx.callback.read-timeout-millis", defaultValue = "10000")
    long readTimeoutMillis;

    private OkHttpClient client;

    @PostConstruct
    void prepare() {
        // A kept connection would also go to an address that was judged long ago.
        client = SentOnce.overAConnectionOfItsOwn(
                        Duration.ofMillis(connectTimeoutMillis), Duration.ofMillis(readTimeoutMillis))
                .proxy(Proxy.NO_PROXY)
                .build();
    }

    Duration longestTry() {
        return Duration.ofMillis(connectTimeoutMillis + readTimeoutMillis);
    }

    Reply send(Callback callback) {
        try {
            ReceiverUrl receiver = ReceiverUrl.of(callback.url());
            return exchange(request(receiver, callback), guard.addressesOf(receiver));
        } catch (UnfitReceiver e) {
            return Reply.none(e.getMessage());
        }
    }

    private Reply exchange(Request request, List<InetAddress> addresses) {
        OkHttpClient bound = client.newBuilder().dns(host -> addresses).build();
        try (Response response = bound.newCall(request).execute()) {
            return Reply.answered(response.code());
        } catch (IOException e) {
            // Its message may quote what the other side sent; its kind says enough.
            return Reply.none("no answer: " + e.getClass().getSimpleName());
        }
    }

    private Request request(ReceiverUrl receiver, Callback callback) {
        Request.Builder request = new Request.Builder()
                .url(receiver.url())
                .header("User-Agent", "VoxLynx")
                .header("Connection", "close")
                .header("X-VoxLynx-Event", callback.event())
                .header("X-VoxLynx-Delivery", callback.id().toString())
                .header("X-VoxLynx-Signature", signature.of(callback.body(), callback.ownerId(), clock.instant()))
                .post(RequestBody.create(callback.body().getBytes(StandardCharsets.UTF_8), JSON));
        Trace.parent().ifPresent(parent -> request.header(Trace.PARENT, parent));
        return request.build();
    }
}
