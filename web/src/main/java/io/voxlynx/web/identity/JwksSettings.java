package io.voxlynx.web.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How issuers are asked for their keys. */
@ApplicationScoped
public class JwksSettings {

    @Inject
    @ConfigProperty(name = "voxlynx.identity.jwks-refresh-seconds", defaultValue = "300")
    long refreshSeconds;

    @Inject
    @ConfigProperty(name = "voxlynx.identity.jwks-unknown-key-seconds", defaultValue = "60")
    long unknownKeySeconds;

    @Inject
    @ConfigProperty(name = "voxlynx.identity.jwks-connect-timeout-millis", defaultValue = "2000")
    int connectTimeoutMillis;

    @Inject
    @ConfigProperty(name = "voxlynx.identity.jwks-read-timeout-millis", defaultValue = "3000")
    int readTimeoutMillis;

    KeyLocation location(String url) {
        return new KeyLocation(
                URI.create(url), Duration.ofMillis(connectTimeoutMillis), Duration.ofMillis(readTimeoutMillis));
    }

    PublishedKeys.Timing timing() {
        return new PublishedKeys.Timing(
                Duration.ofSeconds(refreshSeconds),
                Duration.ofSeconds(unknownKeySeconds),
                Duration.ofMillis(connectTimeoutMillis + 2L * readTimeoutMillis));
    }
}
