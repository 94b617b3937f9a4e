package io.voxlynx.sandbox.demo;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Multipart;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One campaign as its owner uses it over HTTP. */
final class Campaign {

    private static final Set<String> FINAL = Set.of("COMPLETED", "FAILED", "CANCELED");

    /** @param costUsd of all calls so far */
    record Progress(String status, int contacts, int active, Map<String, Integer> callsByStatus, BigDecimal costUsd) {

        boolean isOver() {
            return FINAL.contains(status);
        }

        int with(String callStatus) {
            return callsByStatus.getOrDefault(callStatus, 0);
        }

        int done() {
            return calls() - active;
        }

        int calls() {
            return callsByStatus.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private final Api owner;
    private final UUID id;
    private final JsonObject importReport;

    private Campaign(Api owner, JsonObject created) {
        this.owner = owner;
        this.id = UUID.fromString(created.getString("campaignId"));
        this.importReport = created.getJsonObject("importReport");
    }

    static Campaign create(Api owner, String assistantId, int cap, byte[] csv) {
        JsonObject order = Json.createObjectBuilder()
                .add("name", "Demo: 1,000 contacts")
                .add("cap", cap)
                .add("mode", "continuous")
                .add("assistantId", assistantId)
                .add("phoneNumberId", "sandbox-line-1")
                .build();
        Multipart form = new Multipart().json("campaign", order).file("contactsCsv", "contacts.csv", csv);
        return new Campaign(
                owner, owner.post("/api/campaigns", form).require(201).json());
    }

    UUID id() {
        return id;
    }

    /** Below the base URL. */
    String path() {
        return "/api/campaigns/" + id;
    }

    /** {@code totalRows}, {@code accepted}, {@code skipped}. */
    JsonObject importReport() {
        return importReport;
    }

    void start() {
        owner.post(path() + "/start", Json.createObjectBuilder().build()).require(200);
    }

    Progress progress() {
        JsonObject detail = owner.get(path()).require(200).json();
        JsonObject metrics = detail.getJsonObject("metrics");
        JsonObject calls = metrics.getJsonObject("callsByStatus");
        Map<String, Integer> byStatus = new TreeMap<>();
        calls.keySet().forEach(status -> byStatus.put(status, calls.getInt(status)));
        return new Progress(
                detail.getString("status"),
                metrics.getInt("totalContacts"),
                metrics.getInt("activeCalls"),
                byStatus,
                metrics.getJsonNumber("totalCost").bigDecimalValue());
    }

    Path export(Path file) {
        return owner.download(path() + "/export.csv", file);
    }
}
