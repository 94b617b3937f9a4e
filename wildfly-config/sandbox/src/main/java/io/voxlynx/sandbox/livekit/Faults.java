package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The bad days that were asked for. Of each list the first fault that hits counts. */
record Faults(List<ApiFault> api, List<WebhookFault> webhooks) {
    static final Faults NONE = new Faults(List.of(), List.of());

    static Faults read(Fields fields) {
        fields.allow(Set.of("api", "webhook"));
        return new Faults(
                fields.objects("api").stream().map(ApiFault::read).toList(),
                fields.objects("webhook").stream().map(WebhookFault::read).toList());
    }

    Optional<ApiFault> ofRequest(String method, String room) {
        return api.stream().filter(fault -> fault.hits(method, room)).findFirst();
    }

    Optional<WebhookFault> ofWebhook(Webhook webhook) {
        return webhooks.stream().filter(fault -> fault.hits(webhook)).findFirst();
    }

    JsonObject toJson() {
        return Json.object()
                .add("api", Json.array(api.stream().map(ApiFault::toJson).toList()))
                .add(
                        "webhook",
                        Json.array(webhooks.stream().map(WebhookFault::toJson).toList()))
                .build();
    }
}
