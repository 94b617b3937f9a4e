package io.voxlynx.vapi;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.Retry;

/** What may be asked of Vapi again and again; each question is repeated twice before it counts as failed. */
@ApplicationScoped
public class VapiDirectory {

    private static final int ALL_NUMBERS = 1000;

    @Inject
    VapiClients clients;

    private VapiAssistantApi api;

    @PostConstruct
    void connect() {
        api = clients.build(VapiAssistantApi.class);
    }

    @PreDestroy
    void disconnect() {
        api.close();
    }

    @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = VapiUnavailable.class)
    public Optional<JsonObject> assistant(String id) {
        return VapiAnswer.to(() -> api.get(id)).found();
    }

    @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = VapiUnavailable.class)
    public Set<String> phoneNumberIds() {
        return VapiAnswer.to(() -> api.phoneNumbers(ALL_NUMBERS)).array().getValuesAs(JsonObject.class).stream()
                .map(number -> number.getString("id"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Not repeated: each one makes another assistant. */
    public JsonObject create(JsonObject assistant) {
        return VapiAnswer.to(() -> api.create(assistant.toString())).object();
    }

    public Optional<JsonObject> update(String id, JsonObject changes) {
        return VapiAnswer.to(() -> api.update(id, changes.toString())).found();
    }
}
