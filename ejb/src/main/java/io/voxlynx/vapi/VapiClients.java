package io.voxlynx.vapi;

import io.voxlynx.metrics.Timed;
import io.voxlynx.trace.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Builds clients of Vapi's API: none of them retries by itself. */
@ApplicationScoped
public class VapiClients {

    @Inject
    VapiSettings settings;

    <T> T build(Class<T> api) {
        ClientRequestFilter authorization =
                request -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + settings.apiKey());
        // Not putSingle: the server's own filter leaves a list there that cannot be changed.
        ClientRequestFilter trace = request ->
                Trace.parent().ifPresent(parent -> request.getHeaders().put(Trace.PARENT, List.of(parent)));
        T client = RestClientBuilder.newBuilder()
                .baseUri(settings.baseUrl())
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                // An error answer is an answer: whoever asked decides what it means.
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(authorization)
                .register(trace)
                .build(api);
        return Timed.client(api, client, "vapi", answer -> ((Response) answer).getStatus());
    }
}
