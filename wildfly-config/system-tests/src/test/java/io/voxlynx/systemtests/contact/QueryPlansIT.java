package io.voxlynx.systemtests.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No question reads a large table from end to end. What counts is what the database did, by its own statistics, while
 * the product was used: that covers the statements that really run, with their real parameters and cached plans.
 */
@SystemTest
class QueryPlansIT {

    private static final int CONTACTS = 100_000;
    private static final int CALLED = 75_000;
    private static final int SEARCHABLE = 98_000;
    private static final List<String> LARGE_TABLES =
            List.of("contacts", "contact_search", "calls", "call_events", "inbox");
    /** Below the size of the smallest of them, above what scans of small tables before this test may report late. */
    private static final long ONE_SCAN = 50_000;

    /** An idle connection tells what it did after ten seconds at the latest. */
    private static final Duration REPORTED = Duration.ofMillis(10_500);

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Installation voxlynx;
    private TestCampaign campaign;

    QueryPlansIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    @BeforeEach
    void fillTheTables() throws SQLException {
        campaign = voxlynx.campaign(Contacts.of(1), 10);
        await().atMost(PATIENCE)
                .until(() -> voxlynx.db()
                        .one(Boolean.class, "select searchable from imports where campaign_id = ?", campaign.id()));
        execute("""
                insert into contacts (id, campaign_id, position, row_number, name, business_name, phone)
                select gen_random_uuid(), '%1$s', n, n + 1, 'Contact ' || n, 'Firm ' || n %% 1000, '+1312' || 2000000 + n
                  from generate_series(2, %2$d) n""", """
                insert into contact_search (campaign_id, position, text)
                select campaign_id, position, lower(name || ' ' || business_name || ' ' || phone)
                  from contacts where campaign_id = '%1$s' and position between 2 and %4$d""", """
                insert into calls (id, campaign_id, contact_id, contact_position, status, launch_state, launch_after,
                                   provider_call_id, slot_held, queued_at, ended_at)
                select gen_random_uuid(), campaign_id, id, position, (array['ENDED', 'FAILED', 'TIMEOUT'])[1 + position %% 3],
                       'ACCEPTED', now(), 'filling-' || position, false, now(), now()
                  from contacts where campaign_id = '%1$s' and position <= %3$d""", """
                insert into call_events (call_id, kind, status, dedupe_key, occurred_at)
                select id, 'status-update', 'ENDED', 'filling', now() from calls where campaign_id = '%1$s'""", """
                insert into inbox (source, dedupe_key, group_key, body, state, next_try_at, applied_at)
                select 'filling', n, n, '{}', 'APPLIED', null, now() from generate_series(1, %3$d) n""", """
                update campaigns
                   set total_contacts = %2$d, claimed_contacts = %3$d, searchable_contacts = %4$d,
                       ended_calls = %3$d / 3, failed_calls = %3$d / 3, timeout_calls = %3$d / 3
                 where id = '%1$s'""", "analyze contacts, contact_search, calls, call_events, inbox");
    }

    /** Later tests should not carry this weight. The events' guard is the owner's to lift. */
    @AfterEach
    void emptyTheTables() throws SQLException {
        campaign.move("cancel");
        await().atMost(PATIENCE)
                .until(() -> voxlynx.db()
                                .count("select count(*) from calls where campaign_id = ? and slot_held", campaign.id())
                        == 0);
        execute(
                // As the product does: the call first, then its events.
                "select 1 from calls where campaign_id = '%1$s' for update",
                "alter table call_events disable trigger call_events_append_only",
                "delete from call_events where call_id in (select id from calls where campaign_id = '%1$s')",
                "alter table call_events enable trigger call_events_append_only",
                "delete from calls where campaign_id = '%1$s'",
                "delete from contact_search where campaign_id = '%1$s'",
                "delete from contacts where campaign_id = '%1$s'",
                "delete from inbox where source = 'filling'",
                """
                update campaigns
                   set total_contacts = 0, claimed_contacts = 0, searchable_contacts = 0, ended_calls = 0,
                       failed_calls = 0, canceled_calls = 0, timeout_calls = 0
                 where id = '%1$s'""",
                "analyze contacts, contact_search, calls, call_events, inbox");
    }

    @Test
    void noScreenAndNoStepOfDiallingReadsALargeTableFromEndToEnd() {
        Map<String, Long> before = rowsReadByScans();

        dialForAWhile();
        readEveryScreen();

        await().during(REPORTED)
                .atMost(REPORTED.multipliedBy(2))
                .untilAsserted(() -> assertThat(fullScansSince(before))
                        .as("tables read from end to end")
                        .isEmpty());

        // The measure itself: a scan of each would have been seen.
        LARGE_TABLES.forEach(table -> voxlynx.db().count("select count(*) from " + table + " where tableoid::int = 0"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(fullScansSince(before)).containsExactlyInAnyOrderElementsOf(LARGE_TABLES));
    }

    private void readEveryScreen() {
        Api operator = voxlynx.operator();
        List<String> paths = new ArrayList<>(List.of(
                "/api/campaigns",
                "/api/campaigns?status=RUNNING",
                "/api/campaigns?search=System",
                "/api/campaigns?limit=1&page=2",
                "/api/health/phone-line?campaignId=" + campaign.id(),
                "/api/health/phone-line?phoneNumberId=sandbox-line-1",
                campaign.path(),
                campaign.path() + "/import-report",
                campaign.path() + "/import-report.csv",
                campaign.path() + "/export.csv",
                campaign.path() + "/export.csv?raw=true"));
        for (String query : List.of(
                "",
                "?page=1000&limit=100",
                "?limit=500",
                "?status=PENDING",
                "?status=PENDING&page=400",
                "?status=ENDED",
                "?status=ENDED&page=490",
                "?status=FAILED&batch=0",
                "?status=QUEUED",
                "?status=RINGING",
                "?status=IN_PROGRESS",
                "?batch=0",
                "?search=contact%2099999",
                "?search=contact%2077777&status=ENDED",
                "?search=firm%20777",
                "?search=%2B1312209",
                "?search=nobody",
                "?search=contact%2014&status=FAILED&page=2",
                "?search=x",
                "?search=99&batch=0")) {
            paths.add(campaign.path() + "/contacts" + query);
        }
        paths.forEach(path -> operator.get(path).require(200));
    }

    /** Start, claims, launches, webhooks, refills, sweeps. */
    private void dialForAWhile() {
        campaign.start();
        // Asked through the product: a count of our own might itself be the scan.
        campaign.awaitDetail(
                detail -> detail.getJsonObject("metrics").getInt("completedCalls") >= CALLED + 30, PATIENCE);
        voxlynx.tick();
        campaign.move("pause").require(200);
        voxlynx.tick();
        campaign.move("resume").require(200);
        voxlynx.sandbox()
                .deliver(Json.createObjectBuilder()
                        .add("type", "call-status")
                        .add(
                                "call",
                                Json.createObjectBuilder()
                                        .add("id", "filling-unknown-" + campaign.id())
                                        .add("status", "ended"))
                        .build()
                        .toString())
                .require(200);
        voxlynx.tick();
    }

    private List<String> fullScansSince(Map<String, Long> before) {
        Map<String, Long> now = rowsReadByScans();
        return LARGE_TABLES.stream()
                .filter(table -> now.get(table) - before.get(table) >= ONE_SCAN)
                .toList();
    }

    private Map<String, Long> rowsReadByScans() {
        Map<String, Long> rows = new TreeMap<>();
        LARGE_TABLES.forEach(table -> rows.put(
                table,
                voxlynx.db()
                        .count(
                                "select seq_tup_read from pg_stat_user_tables where schemaname = 'voxlynx' and relname = ?",
                                table)));
        return rows;
    }

    /** In one transaction. */
    private void execute(String... statements) throws SQLException {
        try (Connection connection = voxlynx.db().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql.formatted(campaign.id(), CONTACTS, CALLED, SEARCHABLE));
            }
            connection.commit();
        }
    }
}
