package io.voxlynx.telephony;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where LiveKit is, how we prove ourselves to it, and how long things may take. Dependent: its fields are read. */
@Dependent
class LiveKitSettings {

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.url")
    String url;

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.api-key")
    String apiKey;

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.api-secret")
    String apiSecret;

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.sip-trunk-id")
    Optional<String> sipTrunkId;

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.agent-name", defaultValue = "voxlynx-agent")
    String agentName;

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.connect-timeout-millis", defaultValue = "3000")
    int connectTimeoutMillis;

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.read-timeout-millis", defaultValue = "10000")
    int readTimeoutMillis;

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.token-ttl-seconds", defaultValue = "600")
    int tokenTtlSeconds;

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.ringing-timeout-seconds", defaultValue = "60")
    int ringingTimeoutSeconds;

    /** What LiveKit may need beyond the ringing itself: to reach the trunk, and to say so. */
    @Inject
    @ConfigProperty(name = "voxlynx.livekit.ringing-slack-seconds", defaultValue = "25")
    int ringingSlackSeconds;

    @Inject
    @ConfigProperty(name = "voxlynx.livekit.max-call-seconds", defaultValue = "7200")
    int maxCallSeconds;

    /** How often LiveKit is asked about a call that rings. */
    @Inject
    @ConfigProperty(name = "voxlynx.livekit.ringing-check-seconds", defaultValue = "4")
    int ringingCheckSeconds;

    /** How often LiveKit is asked about a conversation. */
    @Inject
    @ConfigProperty(name = "voxlynx.livekit.check-seconds", defaultValue = "60")
    int checkSeconds;

    /** The HTTP address, also where the one for clients is configured. */
    String httpUrl() {
        return url.replaceFirst("^ws", "http");
    }

    Duration connectTimeout() {
        return Duration.ofMillis(connectTimeoutMillis);
    }

    Duration readTimeout() {
        return Duration.ofMillis(readTimeoutMillis);
    }

    /** Whatever happens on the way; of requests that ring no phone. */
    Duration longestRequest() {
        return connectTimeout().plus(readTimeout());
    }

    Duration tokenTtl() {
        return Duration.ofSeconds(tokenTtlSeconds);
    }

    Duration ringingTimeout() {
        return Duration.ofSeconds(ringingTimeoutSeconds);
    }

    /** How long the answer to an order to dial may take, and how long nobody can say that there is no call. */
    Duration dialPatience() {
        return Duration.ofSeconds(ringingTimeoutSeconds + ringingSlackSeconds);
    }

    Duration maxCall() {
        return Duration.ofSeconds(maxCallSeconds);
    }

    Duration ringingCheck() {
        return Duration.ofSeconds(ringingCheckSeconds);
    }

    Duration check() {
        return Duration.ofSeconds(checkSeconds);
    }
}
