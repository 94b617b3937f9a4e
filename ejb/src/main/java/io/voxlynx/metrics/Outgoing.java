package io.voxlynx.metrics;

import io.opentelemetry.context.Context;
import io.voxlynx.metrics.Metrics.Reply;
import io.voxlynx.trace.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Times and traces the requests of an OkHttp client, each under the last part of its path: a name of the provider's, never
 * an id.
 */
public final class Outgoing implements Interceptor {

    private final String provider;

    /** @param provider e.g. {@code livekit} */
    public Outgoing(String provider) {
        this.provider = provider;
    }

    /** For a client whose requests run on threads of its own: they keep the trace of who made them. */
    public static Call.Factory calls(OkHttpClient client) {
        return request -> client.newCall(
                request.newBuilder().tag(Context.class, Context.current()).build());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        List<String> path = request.url().pathSegments();
        String operation = path.get(path.size() - 1);
        Context asking = request.tag(Context.class);
        long begun = System.nanoTime();
        Reply reply = Reply.NO_ANSWER;
        try {
            Response response = Trace.ask(
                    provider + ' ' + operation, asking == null ? Context.current() : asking, () -> traced(chain));
            reply = Reply.of(response.code());
            return response;
        } finally {
            Metrics.requested(provider, operation, reply, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private static Response traced(Chain chain) throws IOException {
        Request.Builder traced = chain.request().newBuilder();
        Trace.parent().ifPresent(parent -> traced.header(Trace.PARENT, parent));
        return chain.proceed(traced.build());
    }
}
