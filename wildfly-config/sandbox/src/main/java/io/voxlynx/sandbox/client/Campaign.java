package io.voxlynx.sandbox.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One campaign as its owner uses it over HTTP. */
public final class Campaign {

    private static final Set<String> FINAL = Set.of("COMPLETED", "FAILED", "CANCELED");

    /** @param costUsd of all calls so far */
    public record Progress(
            String status, int contacts, int active, Map<String, Integer> callsByStatus, BigDecimal costUsd) {

        public boolean isOver() {
            return FINAL.contains(status);
        }

        public int with(String callStatus) {
            return callsByStatus.getOrDefault(callStatus, 0);
        }

        public int done() {
            return calls() - active;
        }

        public int calls() {
            return callsByStatus.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private final Api owner;
    private final UUID id;
    private final JsonObject importReport;

    private Campaign(Api owner, UUID id, JsonObject importReport) {
        this.owner = owner;
        this.id = id;
        this.importReport = importReport;
    }

    /** One whose creation was not answered; without a report. */
    public static Campaign existing(Api owner, UUID id) {
        return new Campaign(owner, id, JsonObject.EMPTY_JSON_OBJECT);
    }

    /** @param assistantId ours, as {@code /api/assistants} calls it */
    public static Campaign create(Api owner, String name, String assistantId, int cap, byte[] csv) {
        JsonObject created =
                send(owner, name, assistantId, cap, csv).require(201).json();
        return new Campaign(
                owner, UUID.fromString(created.getString("campaignId")), created.getJsonObject("importReport"));
    }

    /** The answer to the same, whatever it is. */
    public static Answer send(Api owner, String name, String assistantId, int cap, byte[] csv) {
        JsonObject order = Json.createObjectBuilder()
                .add("name", name)
                .add("cap", cap)
                .add("mode", "continuous")
                .add("assistantId", assistantId)
                .add("phoneNumberId", "sandbox-line-1")
                .build();
        Multipart form = new Multipart().json("campaign", order).file("contactsCsv", "contacts.csv", csv);
        return owner.post("/api/campaigns", form);
    }

    public UUID id() {
        return id;
    }

    /** Below the base URL. */
    public String path() {
        return "/api/campaigns/" + id;
    }

    /** {@code totalRows}, {@code accepted}, {@code skipped}. */
    public JsonObject importReport() {
        return importReport;
    }

    public void start() {
        owner.post(path() + "/start", Json.createObjectBuilder().build()).require(200);
    }

    /** For whoever does not know whether he has started it: the answer was lost. */
    public void startUnlessStarted() {
        owner.post(path() + "/start", Json.createObjectBuilder().build()).require(200, 409);
    }

    /** @param command {@code pause}, {@code resume} or {@code cancel} */
    public Answer move(String command) {
        return owner.post(path() + "/" + command);
    }

    public Answer changeCap(int cap) {
        return owner.patch(path(), Json.createObjectBuilder().add("cap", cap).build());
    }

    public Progress progress() {
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

    public Path export(Path file) {
        return owner.download(path() + "/export.csv", file);
    }
}
