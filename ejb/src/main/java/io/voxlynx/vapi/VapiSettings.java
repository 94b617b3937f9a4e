package io.voxlynx.vapi;

import io.voxlynx.call.CallPlacer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
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

    /**
     * With the application, so that a setting with which no order would ever leave stops the start.
     *
     * @throws IllegalStateException naming the key
     */
    void check(@Observes @Initialized(ApplicationScoped.class) Object start) {
        long limit = CallPlacer.LEAVES_WITHIN.toMillis();
        if (connectTimeoutMillis < 1 || connectTimeoutMillis >= limit) {
            throw new IllegalStateException(
                    "voxlynx.vapi.connect-timeout-millis is %d: it must be 1 or more and less than %d, or every order would be too late"
                            .formatted(connectTimeoutMillis, limit));
        }
    }

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
