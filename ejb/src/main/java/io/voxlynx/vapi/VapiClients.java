package io.voxlynx.vapi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
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
        return RestClientBuilder.newBuilder()
                .baseUri(settings.baseUrl())
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                // An error answer is an answer: whoever asked decides what it means.
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(authorization)
                .build(api);
    }
}
