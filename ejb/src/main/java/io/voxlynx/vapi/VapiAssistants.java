package io.voxlynx.vapi;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.assistant.AssistantConfig;
import io.voxlynx.assistant.AssistantProvider;
import io.voxlynx.assistant.ProviderAssistant;
import io.voxlynx.shared.ProviderFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Assistants at Vapi. Every one that we make or change also gets our webhook address. */
@ApplicationScoped
public class VapiAssistants implements AssistantProvider {

    @Inject
    VapiDirectory vapi;

    @Inject
    VapiServerPlan server;

    @Override
    public ProviderAssistant create(String name, AssistantConfig config) {
        JsonObject said = VapiAssistantDialect.say(config, JsonValue.EMPTY_JSON_OBJECT);
        JsonObject made = vapi.create(
                server.addedTo(JSON.createObjectBuilder(said).add("name", name).build()));
        if (!(made.containsKey("id"))) {
            throw new ProviderFailed("Vapi", "its answer names no assistant");
        }
        // What was ordered, not what Vapi makes of it: its defaults may change, our order stands.
        return new ProviderAssistant(made.getString("id"), name, config);
    }

    @Override
    public Optional<ProviderAssistant> get(String providerAssistantId) {
        return vapi.assistant(providerAssistantId).map(VapiAssistantDialect::read);
    }

    @Override
    public void update(String providerAssistantId, AssistantConfig changes) {
        JsonObject present = vapi.assistant(providerAssistantId).orElseThrow(VapiAssistants::gone);
        JsonObject said = VapiAssistantDialect.say(changes, present);
        vapi.update(providerAssistantId, server.addedTo(said)).orElseThrow(VapiAssistants::gone);
    }

    private static ProviderFailed gone() {
        return new ProviderFailed("Vapi", "it no longer has this assistant");
    }
}
