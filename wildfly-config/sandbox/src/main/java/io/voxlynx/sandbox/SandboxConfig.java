package io.voxlynx.sandbox;

import io.voxlynx.sandbox.livekit.LiveKitBehaviour;
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
 * @param webhookUrl where Vapi's webhooks go if no assistant says otherwise, {@code null} for nowhere
 * @param webhookSecret what Vapi's webhooks are signed with
 * @param llmApiKey what callers of the language model must show
 * @param supabaseSecret what the older tokens of Supabase are signed with, 32 bytes at least
 */
public record SandboxConfig(
        int port,
        Path data,
        String apiKey,
        URI webhookUrl,
        String webhookSecret,
        Signature signature,
        Behaviour behaviour,
        LiveKit liveKit,
        String llmApiKey,
        String supabaseSecret) {

    /**
     * @param apiKey the issuer of tokens, both ways
     * @param apiSecret what they are signed with
     * @param webhookUrl where webhooks go, {@code null} for nowhere
     */
    public record LiveKit(String apiKey, String apiSecret, URI webhookUrl, LiveKitBehaviour behaviour) {
        public LiveKit {
            Objects.requireNonNull(apiKey, "apiKey");
            Objects.requireNonNull(apiSecret, "apiSecret");
            Objects.requireNonNull(behaviour, "behaviour");
        }
    }

    public SandboxConfig {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(webhookSecret, "webhookSecret");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(behaviour, "behaviour");
        Objects.requireNonNull(liveKit, "liveKit");
        Objects.requireNonNull(llmApiKey, "llmApiKey");
        Objects.requireNonNull(supabaseSecret, "supabaseSecret");
    }
}
