package io.voxlynx.vapi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Builds clients of Vapi's API: where it is, who we are, how long we wait. None of them retries by itself. */
@ApplicationScoped
public class VapiClients {

    @Inject
    @ConfigProperty(name = "voxlynx.vapi.base-url", defaultValue = "https://api.vapi.ai")
    URI baseUrl;

    @Inject
    @ConfigProperty(name = "voxlynx.vapi.api-key")
    String apiKey;

    @Inject
    @ConfigProperty(name = "voxlynx.vapi.connect-timeout-millis", defaultValue = "3000")
    long connectTimeoutMillis;

    @Inject
    @ConfigProperty(name = "voxlynx.vapi.read-timeout-millis", defaultValue = "10000")
    long readTimeoutMillis;

    <T> T build(Class<T> api) {
        ClientRequestFilter authorization =
                request -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + apiKey);
        return RestClientBuilder.newBuilder()
                .baseUri(baseUrl)
                .connectTimeout(connectTimeoutMillis, TimeUnit.MILLISECONDS)
                .readTimeout(readTimeoutMillis, TimeUnit.MILLISECONDS)
                // An error answer is an answer: whoever asked decides what it means.
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(authorization)
                .build(api);
    }
}
