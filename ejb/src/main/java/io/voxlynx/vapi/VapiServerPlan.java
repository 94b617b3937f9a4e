package io.voxlynx.vapi;

import static io.voxlynx.shared.JsonApi.JSON;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where Vapi sends the webhooks of an assistant's calls, and that it tries again: by default it would not. */
@ApplicationScoped
public class VapiServerPlan {

    private static final int ANSWER_SECONDS = 20;
    private static final int RETRIES = 10;
    private static final int FIRST_RETRY_SECONDS = 1;

    @Inject
    @ConfigProperty(name = "voxlynx.vapi.webhook-url")
    Optional<String> webhookUrl;

    /** The credential at Vapi that signs its webhooks; without one the organisation's default applies. */
    @Inject
    @ConfigProperty(name = "voxlynx.vapi.webhook-credential-id")
    Optional<String> credentialId;

    JsonObject addedTo(JsonObject assistant) {
        JsonObjectBuilder whole = JSON.createObjectBuilder(assistant);
        webhookUrl.filter(url -> !url.isBlank()).ifPresent(url -> whole.add("server", server(url)));
        return whole.build();
    }

    private JsonObjectBuilder server(String url) {
        JsonObjectBuilder server = JSON.createObjectBuilder()
                .add("url", url)
                .add("timeoutSeconds", ANSWER_SECONDS)
                .add(
                        "backoffPlan",
                        JSON.createObjectBuilder()
                                .add("type", "exponential")
                                .add("maxRetries", RETRIES)
                                .add("baseDelaySeconds", FIRST_RETRY_SECONDS));
        credentialId.filter(id -> !id.isBlank()).ifPresent(id -> server.add("credentialId", id));
        return server;
    }
}
