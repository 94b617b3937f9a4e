package io.voxlynx.systemtests.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.Node;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Db;
import io.voxlynx.systemtests.harness.OwnPlatform;
import io.voxlynx.systemtests.harness.Platforms;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** On a platform of its own, so that what is counted is known. The tests follow one another. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OwnPlatform
class TelemetryIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CONTACTS = 12;
    private static final Path ALERTS = Platforms.kit().resolve("examples/prometheus-alerts.yml");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OFFERED = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private static LocalPlatform platform;
    private static Node node;
    private static Api operator;
    private static Db db;

    @BeforeAll
    static void start() throws InterruptedException {
        platform = Platforms.named("telemetry").start();
        node = platform.node(0);
        operator = Api.of(node.baseUrl()).as(platform.sandbox().token("telemetry-1", "operator"));
        db = new Db(platform.database());
    }

    @AfterAll
    static void end() {
        platform.close();
    }

    @Test
    @Order(1)
    void aRequestsTraceGoesOnToTheProvider() {
        Campaign campaign = campaign(CONTACTS);

        Answer started = start(campaign);

        assertThat(started.require(200).header("X-Trace-Id")).hasValue(TRACE);
        await().atMost(SOON).until(() -> dials().stream().anyMatch(TelemetryIT::isOfTheTrace));
        await().atMost(SOON).until(() -> campaign.progress().isOver());
    }

    @Test
    @Order(2)
    void theNumbersAreThoseOfTheDatabase() {
        // The last reports follow the end, and are counted when they are committed.
        await().atMost(SOON).untilAsserted(() -> {
            Scrape scrape = Scrape.of(node);

            assertThat(scrape.sum("voxlynx_launches_total", Map.of("outcome", "accepted")))
                    .isEqualTo(db.count("select count(*) from calls where provider_call_id is not null"))
                    .isEqualTo(CONTACTS);
            assertThat(scrape.sum("voxlynx_launch_accepted_seconds_count")).isEqualTo(CONTACTS);
            assertThat(scrape.sum(
                            "voxlynx_provider_requests_seconds_count",
                            Map.of("provider", "vapi", "operation", "call", "outcome", "ok")))
                    .isEqualTo(CONTACTS);
            assertThat(scrape.sum("voxlynx_webhooks_received_total", Map.of("source", "vapi", "repeat", "false")))
                    .isEqualTo(db.count("select count(*) from inbox where source = 'vapi'"));
            assertThat(scrape.sum("voxlynx_webhook_lag_seconds_count", Map.of("source", "vapi")))
                    .isEqualTo(db.count("select count(*) from inbox where source = 'vapi' and state = 'APPLIED'"));
            assertThat(scrape.sum("voxlynx_import_rows_total", Map.of("outcome", "accepted")))
                    .isEqualTo(db.count("select count(*) from contacts"));
            assertThat(scrape.sum("voxlynx_line_cap_calls")).isEqualTo(LocalPlatform.PROVIDER_CAP);
            assertThat(scrape.sum("voxlynx_database_answers")).isEqualTo(1);
        });
    }

    @Test
    @Order(3)
    void whatIsGoingOnIsSeen() {
        Campaign campaign = campaign(400);
        campaign.start();
        db.update("update schedules set next_at = clock_timestamp() where name = 'campaign-tick'");

        await().atMost(SOON).untilAsserted(() -> {
            Scrape scrape = Scrape.of(node);
            assertThat(scrape.sum("voxlynx_campaigns_dialing")).isEqualTo(1);
            assertThat(scrape.sum(
                            "voxlynx_campaign_cap_calls",
                            Map.of("campaign", campaign.id().toString())))
                    .isEqualTo(4);
            assertThat(namesIn(ALERTS))
                    .allSatisfy(name -> assertThat(scrape.has(name)).as(name).isTrue());
        });
        campaign.move("cancel").require(200);
        await().atMost(SOON).untilAsserted(() -> {
            Scrape scrape = Scrape.of(node);
            assertThat(scrape.sum("voxlynx_campaigns_dialing")).isZero();
            assertThat(scrape.has("voxlynx_campaign_cap_calls")).isFalse();
            assertThat(scrape.sum("voxlynx_line_active_calls"))
                    .isEqualTo(db.count("select cast(active_calls as bigint) from provider_lines"));
        });
    }

    @Test
    @Order(4)
    void tellsNothingOfAnybody() {
        String all = String.join("\n", Scrape.of(node).lines());

        assertThat(all).contains("WF_DEPLOYMENT=\"voxlynx.ear\"");
        for (String kept : db.list(String.class, "select phone from contacts union select name from contacts")) {
            assertThat(all).doesNotContain(kept);
        }
    }

    @Test
    @Order(5)
    void theServersOwnFiguresAreThere() {
        Scrape scrape = Scrape.of(node);

        assertThat(scrape.lines())
                .anyMatch(line -> line.contains("message_count") && line.contains("CallLaunches"))
                .anyMatch(line -> line.contains("pool_in_use_count") && line.contains("VoxLynxDS"))
                .anyMatch(line -> line.startsWith("undertow_request_count"))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
    }

    @Test
    @Order(6)
    void aScrapeIsAnsweredWhileTheDatabaseIsAway() {
        platform.database().stop();
        try {
            await().atMost(SOON).untilAsserted(() -> {
                Scrape scrape = Scrape.of(node);
                assertThat(scrape.sum("voxlynx_database_answers")).isZero();
                assertThat(scrape.sum("voxlynx_line_active_calls")).isNaN();
                assertThat(scrape.sum("voxlynx_launches_total", Map.of("outcome", "accepted")))
                        .isGreaterThanOrEqualTo(CONTACTS);
            });
        } finally {
            platform.database().start();
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Scrape.of(node).sum("voxlynx_database_answers"))
                        .isEqualTo(1));
    }

    @Test
    @Order(7)
    void countersBeginAnewWithTheNodeAndGaugesDoNot() throws InterruptedException {
        db.update("insert into inbox (source, dedupe_key, body, state, next_try_at)"
                + " values ('vapi', 'telemetry', '', 'UNMATCHED', clock_timestamp() + interval '1 hour')");
        node.stop();
        node.start();

        await().atMost(SOON).untilAsserted(() -> {
            Scrape scrape = Scrape.of(node);
            assertThat(scrape.sum("voxlynx_launches_total", Map.of("outcome", "accepted")))
                    .isZero();
            assertThat(scrape.sum("voxlynx_inbox_open_rows", Map.of("source", "vapi", "state", "unmatched")))
                    .isEqualTo(db.count(
                            "select count(*) from inbox where next_try_at is not null" + " and state = 'UNMATCHED'"))
                    .isGreaterThanOrEqualTo(1);
        });
    }

    @Test
    @Order(8)
    void whatGoesWrongIsLoggedWithTheTraceOfWhoAskedForIt() {
        Api.of(platform.sandbox().url())
                .put(
                        "/sandbox/behaviour",
                        Json.createObjectBuilder()
                                .add(
                                        "faults",
                                        Json.createObjectBuilder()
                                                .add(
                                                        "call",
                                                        Json.createArrayBuilder()
                                                                .add(Json.createObjectBuilder()
                                                                        .add("fault", "truncated"))))
                                .build())
                .require(200);

        Answer started = start(campaign(1));

        String trace = started.require(200).header("X-Trace-Id").orElseThrow();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Files.readAllLines(node.log()))
                        .anyMatch(line -> line.contains("may or may not exist") && line.contains("[" + trace + "]")));
    }

    /** Ours; what is recorded by a rule has colons. */
    private static Set<String> namesIn(Path rules) throws IOException {
        return Pattern.compile("voxlynx_[a-z_]+")
                .matcher(Files.readString(rules))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Answer start(Campaign campaign) {
        return operator.send(operator.request(campaign.path() + "/start")
                .header("Content-Type", "application/json")
                .header("traceparent", OFFERED)
                .POST(BodyPublishers.ofString("{\"holdForConfirmation\":true}")));
    }

    private static Campaign campaign(int contacts) {
        Api admin = operator.as(platform.sandbox().token("telemetry-admin", "admin"));
        JsonObject assistant = admin.post(
                        "/api/assistants",
                        Json.createObjectBuilder()
                                .add("name", "Telemetry")
                                .add("config", JsonValue.EMPTY_JSON_OBJECT)
                                .build())
                .require(201)
                .json();
        return Campaign.create(
                operator,
                "Telemetry",
                assistant.getString("id"),
                4,
                Contacts.of(contacts).csv());
    }

    private static List<JsonObject> dials() {
        return Api.of(platform.sandbox().url())
                .get("/sandbox/dials")
                .require(200)
                .array()
                .getValuesAs(JsonObject.class);
    }

    private static boolean isOfTheTrace(JsonObject dial) {
        return dial.containsKey("traceparent")
                && dial.get("traceparent").toString().contains(TRACE);
    }
}
