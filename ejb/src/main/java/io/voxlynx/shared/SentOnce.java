package io.voxlynx.shared;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * Keeps OkHttp from repeating a request by itself, as it does after some answers (503 with {@code Retry-After: 0}, 408,
 * 421) and on some lost connections. Whoever answered so may be a proxy, and the order done; when to repeat is for those
 * to say who wrote down what may have happened.
 */
public final class SentOnce implements Interceptor {

    /**
     * A client for requests that must arrive once at most: each leaves on a connection of its own, since one that was
     * kept may be closed just then, and over HTTP/1.1, where head and body leave together. Redirects are answers.
     *
     * @param answer how long to wait for a byte of the answer, and for the other side to take one of the request
     */
    public static OkHttpClient.Builder overAConnectionOfItsOwn(Duration connect, Duration answer) {
        return new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addInterceptor(new SentOnce())
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .connectTimeout(connect)
                .readTimeout(answer)
                .writeTimeout(answer)
                // Whoever answers a byte at a time does not hold us any longer either.
                .callTimeout(connect.plus(answer));
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        RequestBody body = request.body();
        return chain.proceed(
                body == null
                        ? request
                        : request.newBuilder()
                                .method(request.method(), new Once(body))
                                .build());
    }

    private static final class Once extends RequestBody {

        private final RequestBody body;

        Once(RequestBody body) {
            this.body = body;
        }

        @Override
        public MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }

        @Override
        public boolean isOneShot() {
            return true;
        }
    }
}
