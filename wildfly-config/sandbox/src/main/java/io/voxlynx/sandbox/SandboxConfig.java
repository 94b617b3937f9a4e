package io.voxlynx.sandbox;

import io.voxlynx.sandbox.vapi.Behaviour;
import io.voxlynx.sandbox.vapi.Signature;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a sandbox is started with.
 *
 * @param port 0 for any that is free
 * @param data directory of the logs; made if it is not there, continued if it is
 * @param apiKey what callers of the Vapi paths must show
 * @param webhookUrl where webhooks go if no assistant says otherwise, {@code null} for nowhere
 * @param webhookSecret what webhooks are signed with
 */
public record SandboxConfig(
        int port,
        Path data,
        String apiKey,
        URI webhookUrl,
        String webhookSecret,
        Signature signature,
        Behaviour behaviour) {
    public SandboxConfig {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(webhookSecret, "webhookSecret");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(behaviour, "behaviour");
    }
}
