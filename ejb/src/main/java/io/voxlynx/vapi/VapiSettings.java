package io.voxlynx.vapi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where Vapi's API is, who we are there, how long we wait for it. */
@ApplicationScoped
class VapiSettings {

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

    URI baseUrl() {
        return baseUrl;
    }

    String apiKey() {
        return apiKey;
    }

    Duration connectTimeout() {
        return Duration.ofMillis(connectTimeoutMillis);
    }

    Duration readTimeout() {
        return Duration.ofMillis(readTimeoutMillis);
    }
}
