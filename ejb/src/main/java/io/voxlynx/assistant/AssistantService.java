package io.voxlynx.assistant;

import io.voxlynx.shared.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Use cases that need the provider as well as the directory; holds no transaction while the provider is asked. */
@ApplicationScoped
public class AssistantService {

    @Inject
    AssistantProvider provider;

    @Inject
    AssistantDirectory directory;

    public Assistant create(String name, AssistantConfig config) {
        return directory.add(provider.create(name, config), name);
    }

    /** @throws NotFound if the provider has no such assistant */
    public AssistantDirectory.Import importExisting(String providerAssistantId, Optional<String> name) {
        ProviderAssistant existing = provider.get(providerAssistantId)
                .orElseThrow(() -> new NotFound("Assistant at the provider", providerAssistantId));
        return directory.put(existing, name);
    }

    /** The provider hears of a new configuration; names and activity are ours. */
    public Assistant update(UUID id, AssistantChange change) {
        Assistant present = directory.get(id);
        change.config()
                .filter(config -> !present.config().changedBy(config).equals(present.config()))
                .ifPresent(config -> provider.update(present.providerAssistantId(), config));
        return directory.change(id, change);
    }

    /**
     * Takes it out of the directory; at the provider it stays.
     *
     * @throws io.voxlynx.shared.Conflict while a campaign is under way with it
     */
    public void delete(UUID id) {
        directory.remove(id);
    }
}
