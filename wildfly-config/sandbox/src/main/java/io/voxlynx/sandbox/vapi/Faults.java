package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bad days that were asked for. Of each list the first fault that hits counts. */
final class Faults {
    static final Faults NONE = new Faults(List.of(), List.of());

    private final List<CallFault> call;
    private final List<WebhookFault> webhook;
    private final Map<String, Integer> requestsOf = new ConcurrentHashMap<>();

    private Faults(List<CallFault> call, List<WebhookFault> webhook) {
        this.call = call;
        this.webhook = webhook;
    }

    static Faults read(Fields fields) {
        fields.allow(Set.of("call", "webhook"));
        List<CallFault> call = new ArrayList<>();
        fields.objects("call").forEach(fault -> call.add(CallFault.read(fault)));
        List<WebhookFault> webhook = new ArrayList<>();
        fields.objects("webhook").forEach(fault -> webhook.add(WebhookFault.read(fault)));
        return new Faults(call, webhook);
    }

    Optional<CallFault> ofCall(long seed, String phone) {
        if (call.isEmpty()) {
            return Optional.empty();
        }
        // Counted per phone number: a retry gets a draw of its own, and the order of other requests changes nothing.
        int n = requestsOf.merge(phone, 1, Integer::sum);
        for (int i = 0; i < call.size(); i++) {
            if (call.get(i).hits(seed, i, phone, n)) {
                return Optional.of(call.get(i));
            }
        }
        return Optional.empty();
    }

    /** @param name ringing, in-progress, ended or end-of-call-report */
    Optional<WebhookFault> ofWebhook(long seed, String phone, String name) {
        for (int i = 0; i < webhook.size(); i++) {
            var fault = webhook.get(i);
            if (fault.kind().ofOneWebhook() && fault.concerns(name) && fault.hits(seed, i, phone, name)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** Whether and how the webhooks of this call overtake the answer of {@code POST /call}. */
    Optional<WebhookFault> early(long seed, String phone) {
        return ofCall(WebhookFault.Kind.EARLY, seed, phone);
    }

    /** Whether the webhooks of this call go out in reverse. */
    boolean reversed(long seed, String phone) {
        return ofCall(WebhookFault.Kind.REVERSED, seed, phone).isPresent();
    }

    private Optional<WebhookFault> ofCall(WebhookFault.Kind kind, long seed, String phone) {
        for (int i = 0; i < webhook.size(); i++) {
            var fault = webhook.get(i);
            if (fault.kind() == kind && fault.hits(seed, i, phone, "")) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    JsonObject toJson() {
        return Json.object()
                .add("call", Json.array(call.stream().map(CallFault::toJson).toList()))
                .add(
                        "webhook",
                        Json.array(webhook.stream().map(WebhookFault::toJson).toList()))
                .build();
    }
}
