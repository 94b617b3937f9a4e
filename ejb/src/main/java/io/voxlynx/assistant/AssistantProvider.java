package io.voxlynx.assistant;

import java.util.Optional;

/**
 * Where assistants live. Every method blocks on the network: never call one inside a transaction. All of them throw
 * {@link io.voxlynx.shared.ProviderFailed} when the provider refuses or cannot be asked.
 */
public interface AssistantProvider {

    /** Not repeatable: a second call makes a second assistant. */
    ProviderAssistant create(String name, AssistantConfig config);

    Optional<ProviderAssistant> get(String providerAssistantId);

    /** Changes what the changes name and leaves everything else as it is at the provider. */
    void update(String providerAssistantId, AssistantConfig changes);
}
