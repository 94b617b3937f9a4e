package io.voxlynx.systemtests.identity;

import static io.voxlynx.systemtests.identity.Attempt.at;
import static io.voxlynx.systemtests.identity.Attempt.get;
import static io.voxlynx.systemtests.identity.Attempt.post;
import static io.voxlynx.systemtests.identity.Attempt.upload;

import io.voxlynx.systemtests.harness.Installation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** How the operations on assistants and campaigns are asked for. */
final class CampaignAttempts {

    private static final String REPORT = "{\"message\":{\"type\":\"status-update\",\"status\":\"ended\","
            + "\"timestamp\":1700000000000,\"call\":{\"id\":\"%s\"}}}";

    private CampaignAttempts() {}

    static List<Attempt> of(Installation voxlynx, OwnedThings things) {
        Supplier<String> assistant = OwnedThings.once(things::assistant);
        Supplier<String> campaign = OwnedThings.once(things::campaign);
        Supplier<String> delivery = OwnedThings.once(things::delivery);
        JsonObject name = Json.createObjectBuilder().add("name", "Matrix").build();
        JsonObject cap = Json.createObjectBuilder().add("cap", 3).build();
        JsonObject imported = Json.createObjectBuilder()
                .add("providerAssistantId", "sandbox-assistant-2")
                .build();
        return List.of(
                get("GET /api/assistants", assistant, "/api/assistants?limit=100"),
                post("POST /api/assistants", () -> "", "/api/assistants", none -> things.newAssistant()),
                post("POST /api/assistants/import", () -> "", "/api/assistants/import", none -> imported),
                get("GET /api/assistants/{id}", assistant, "/api/assistants/{id}"),
                at(
                        "PATCH /api/assistants/{id}",
                        things::assistant,
                        (caller, id) -> caller.patch("/api/assistants/" + id, name)),
                at(
                        "DELETE /api/assistants/{id}",
                        things::assistant,
                        (caller, id) -> caller.delete("/api/assistants/" + id)),
                get("GET /api/campaigns", campaign, "/api/campaigns?limit=100")
                        .showing((answer, id) -> answer.text().contains(id)),
                upload("POST /api/campaigns", things::newCampaign, "/api/campaigns"),
                get("GET /api/campaigns/{id}", campaign, "/api/campaigns/{id}"),
                at(
                        "PATCH /api/campaigns/{id}",
                        things::campaign,
                        (caller, id) -> caller.patch("/api/campaigns/" + id, cap)),
                get("GET /api/campaigns/{id}/contacts", campaign, "/api/campaigns/{id}/contacts"),
                get("GET /api/campaigns/{id}/export.csv", campaign, "/api/campaigns/{id}/export.csv"),
                get("GET /api/campaigns/{id}/import-report", campaign, "/api/campaigns/{id}/import-report"),
                get("GET /api/campaigns/{id}/import-report.csv", campaign, "/api/campaigns/{id}/import-report.csv"),
                post(
                        "POST /api/campaigns/{id}/start",
                        things::campaign,
                        "/api/campaigns/{id}/start",
                        id -> JsonObject.EMPTY_JSON_OBJECT),
                post("POST /api/campaigns/{id}/pause", things::queuedCampaign, "/api/campaigns/{id}/pause"),
                post("POST /api/campaigns/{id}/resume", things::pausedCampaign, "/api/campaigns/{id}/resume"),
                post("POST /api/campaigns/{id}/cancel", things::queuedCampaign, "/api/campaigns/{id}/cancel"),
                get(
                        "GET /api/health/phone-line (of a line)",
                        () -> "sandbox-line-1",
                        "/api/health/phone-line?phoneNumberId={id}"),
                get("GET /api/health/phone-line (of a campaign)", campaign, "/api/health/phone-line?campaignId={id}"),
                post(
                        "POST /api/scheduler/tick",
                        campaign,
                        "/api/scheduler/tick",
                        id -> Json.createObjectBuilder().add("campaignId", id).build()),
                at(
                        "POST /api/webhooks/vapi (signed)",
                        CampaignAttempts::report,
                        (caller, body) -> caller.send(caller.request("/api/webhooks/vapi")
                                .header("Content-Type", "application/json")
                                .header("X-Signature", voxlynx.sandbox().signature(body))
                                .POST(BodyPublishers.ofString(body)))),
                at(
                        "POST /api/webhooks/vapi (unsigned)",
                        CampaignAttempts::report,
                        (caller, body) -> caller.post("/api/webhooks/vapi", "application/json", body)),
                get("GET /api/webhooks/deliveries", delivery, "/api/webhooks/deliveries?limit=500")
                        .showing((answer, id) -> answer.text().contains(id)),
                get("GET /api/webhooks/deliveries/{id}", delivery, "/api/webhooks/deliveries/{id}"),
                post(
                        "POST /api/webhooks/deliveries/{id}/resend",
                        things::delivery,
                        "/api/webhooks/deliveries/{id}/resend"),
                post(
                        "POST /api/webhooks/resend",
                        things::tellingCampaign,
                        "/api/webhooks/resend",
                        id -> Json.createObjectBuilder().add("campaignId", id).build()),
                post(
                        "POST /api/webhooks/test (of a receiver)",
                        () -> voxlynx.callbacks().url(),
                        "/api/webhooks/test",
                        url -> Json.createObjectBuilder().add("webhookUrl", url).build()),
                post(
                        "POST /api/webhooks/test (of a campaign)",
                        things::tellingCampaign,
                        "/api/webhooks/test",
                        id -> Json.createObjectBuilder().add("campaignId", id).build()),
                get("GET /health", () -> "", "/health"),
                get("GET /health/live", () -> "", "/health/live"),
                get("GET /health/ready", () -> "", "/health/ready"),
                get("GET /health/started", () -> "", "/health/started"));
    }

    private static String report() {
        return REPORT.formatted(UUID.randomUUID());
    }
}
