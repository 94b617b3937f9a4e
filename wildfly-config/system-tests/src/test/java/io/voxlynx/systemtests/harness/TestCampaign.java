package io.voxlynx.systemtests.harness;

import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** One test's own campaign, through the API of its owner. */
public final class TestCampaign {

    private static final Set<String> FINAL = Set.of("COMPLETED", "FAILED", "CANCELED");
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Installation voxlynx;
    private final UUID id;
    private final JsonObject created;

    TestCampaign(Installation voxlynx, JsonObject created) {
        this.voxlynx = voxlynx;
        this.created = created;
        this.id = UUID.fromString(created.getString("campaignId"));
    }

    public UUID id() {
        return id;
    }

    /** {@code /api/campaigns/…} */
    public String path() {
        return "/api/campaigns/" + id;
    }

    /** The answer to its creation, with the import report. */
    public JsonObject created() {
        return created;
    }

    /** Starts it and has the scheduler come by. */
    public void start() {
        voxlynx.operator()
                .post(path() + "/start", Json.createObjectBuilder().build())
                .require(200);
        voxlynx.tick();
    }

    /** {@code pause}, {@code resume} or {@code cancel}. */
    public Answer move(String command) {
        return voxlynx.operator().post(path() + "/" + command);
    }

    public JsonObject detail() {
        return voxlynx.operator().get(path()).require(200).json();
    }

    public String status() {
        return detail().getString("status");
    }

    public JsonObject awaitStatus(String status, Duration atMost) {
        return awaitDetail(detail -> detail.getString("status").equals(status), atMost);
    }

    /** Waits for any end of the campaign. */
    public JsonObject awaitEnd(Duration atMost) {
        return awaitDetail(detail -> FINAL.contains(detail.getString("status")), atMost);
    }

    public JsonObject awaitDetail(Predicate<JsonObject> wanted, Duration atMost) {
        return await().atMost(atMost).pollInterval(GLANCE).until(this::detail, wanted);
    }

    /** Ids of all its calls, from the database. */
    public List<UUID> callIds() {
        return voxlynx.db().list(UUID.class, "select id from calls where campaign_id = ?", id);
    }

    /** The provider's record of its dials, refused ones included. */
    public List<JsonObject> dials() {
        Set<String> mine = Set.copyOf(callIds().stream().map(UUID::toString).toList());
        return voxlynx.sandbox().dials().stream()
                .filter(dial -> mine.contains(dial.getString("attemptId", "")))
                .toList();
    }

    void end() {
        if (!FINAL.contains(status())) {
            move("cancel");
        }
    }
}
