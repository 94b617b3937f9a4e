package io.voxlynx.vapi;

import io.voxlynx.metrics.Outgoing;
import io.voxlynx.shared.SentOnce;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * Sends an order for a call: once, in time, or not at all. Not by the platform's REST client, which makes up the body
 * before it has a connection: whether it is still in time has to be asked when name, connection and TLS are there and
 * the first byte is about to leave.
 */
@ApplicationScoped
class VapiOrders {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final int SERVER_ERROR = 500;

    @Inject
    VapiSettings settings;

    private OkHttpClient client;

    @PostConstruct
    void prepare() {
        client = SentOnce.overAConnectionOfItsOwn(settings.connectTimeout(), settings.readTimeout())
                .addInterceptor(new Outgoing("vapi"))
                .build();
    }

    /** @param body null where the status says all: Vapi's own errors */
    record Reply(int status, String body, String retryAfter) {}

    /** No byte of the order has left. */
    static final class NotSent extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean late;

        NotSent(boolean late, IOException cause) {
            super(late ? "too late" : "no connection", cause);
            this.late = late;
        }

        /** It could have been sent, but not in time. */
        boolean isLate() {
            return late;
        }
    }

    /**
     * @param inTime asked when everything is ready for the first byte
     * @throws NotSent if nothing has left
     * @throws IOException if the order may have arrived
     */
    Reply send(String json, BooleanSupplier inTime) throws IOException {
        Order order = new Order(json.getBytes(StandardCharsets.UTF_8), inTime);
        Request request = new Request.Builder()
                .url(settings.baseUrl().toString().replaceAll("/+$", "") + "/call")
                .header("Authorization", "Bearer " + settings.apiKey())
                .header("Accept", JSON.toString())
                .header("User-Agent", "VoxLynx")
                .header("Connection", "close")
                .post(order)
                .build();
        try (Response response = client.newCall(request).execute()) {
            // Read whole before anything is concluded: a torn 201 is not an answer.
            String body =
                    response.code() >= SERVER_ERROR ? null : response.body().string();
            return new Reply(response.code(), body, response.header("Retry-After"));
        } catch (IOException e) {
            if (order.left) {
                throw e;
            }
            throw new NotSent(order.late, e);
        }
    }

    private static final class Order extends RequestBody {

        private final byte[] json;
        private final BooleanSupplier inTime;
        /** From here on it may have arrived. */
        private boolean left;

        private boolean late;

        Order(byte[] json, BooleanSupplier inTime) {
            this.json = json;
            this.inTime = inTime;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return json.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            late = !inTime.getAsBoolean();
            if (late) {
                throw new IOException("too late");
            }
            left = true;
            sink.write(json);
        }
    }
}
