package io.voxlynx.systemtests.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class CostsIT {

    private static final String SUMMARY = "/api/costs/summary";
    private static final String TIMELINE = "/api/costs/timeline";
    private static final String BY_AGENT = "/api/costs/by-agent";

    private final Installation voxlynx;
    private final UsedSession session;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    CostsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.session = UsedSession.of(voxlynx);
    }

    @Test
    void theSummaryIsOfAllThatWasUsed() {
        report(session.characters(1000), session.tokens(1000, 0), session.speech("60"), session.speech("120"));

        JsonObject summary = session.owner().get(SUMMARY).require(200).json();

        assertThat(summary)
                .hasToString("{\"by_provider\":{\"deepgram\":0.0129,\"gemini\":0.000075,\"resemble\":0.3},"
                        + "\"this_month_cost\":0.312975,\"total_cost\":0.312975}");
    }

    @Test
    void whoeverUsedNothingPaysNothing() {
        assertThat(session.owner().get(SUMMARY).require(200).json())
                .hasToString("{\"by_provider\":{},\"this_month_cost\":0,\"total_cost\":0}");
        assertThat(session.owner().get(BY_AGENT).require(200).array()).isEmpty();
        assertThat(breakdown(session.owner(), session).toString())
                .isEqualTo("{\"cost_by_type\":{\"stt_minutes\":0,\"llm_tokens\":0,\"tts_characters\":0},\"events\":[],"
                        + "\"session_id\":\"" + session.id() + "\",\"total_cost\":0}");
    }

    @Test
    void nobodySeesTheCostsOfAnother() {
        UsedSession other = UsedSession.of(voxlynx);
        report(session.characters(1), other.characters(2));

        assertThat(total(session.owner())).isEqualByComparingTo("0.0003");
        assertThat(total(other.owner())).isEqualByComparingTo("0.0006");
        assertThat(today(session.owner())).isEqualByComparingTo("0.0003");
        assertThat(agents(session.owner())).containsExactly(session.agentId());
        Refusals.assertStandard(other.owner().get(path(session)), 404, "NOT_FOUND");
    }

    @Test
    void adminsSeeAllCosts() {
        UsedSession other = UsedSession.of(voxlynx);
        BigDecimal total = total(voxlynx.admin());
        BigDecimal today = today(voxlynx.admin());
        report(
                session.charged("llm_tokens", "gemini", "1", "1", "1000000"),
                other.charged("llm_tokens", "gemini", "1", "1", "1000000"));

        assertThat(total(voxlynx.admin()).subtract(total)).isEqualByComparingTo("2000000");
        assertThat(today(voxlynx.admin()).subtract(today)).isEqualByComparingTo("2000000");
        assertThat(agents(voxlynx.admin())).contains(session.agentId(), other.agentId());
        assertThat(breakdown(voxlynx.admin(), session).get("total_cost")).hasToString("1000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {SUMMARY, TIMELINE, BY_AGENT})
    void dashboardsAreForUsersAndAdmins(String path) {
        voxlynx.admin().get(path).require(200);
        voxlynx.voice().get(path).require(200);
        Refusals.assertStandard(voxlynx.worker().get(path), 403, "FORBIDDEN");
        Refusals.assertStandard(voxlynx.operator().get(path), 403, "FORBIDDEN");
    }

    @Test
    void theTimelineIsOfThirtyDaysIfNobodySaysOtherwise() {
        report(session.characters(100), session.speech("60"));

        for (String asked : List.of("", "?period=daily&start_date=&end_date=", "?period=daily")) {
            JsonArray points =
                    session.owner().get(TIMELINE + asked).require(200).array();

            assertThat(points).hasSize(30);
            assertThat(points.getJsonObject(0))
                    .hasToString("{\"by_provider\":{},\"date\":\"" + today.minusDays(29) + "\",\"total_cost\":0}");
            assertThat(points.getJsonObject(29))
                    .hasToString("{\"by_provider\":{\"deepgram\":0.0043,\"resemble\":0.03},\"date\":\"" + today
                            + "\",\"total_cost\":0.0343}");
        }
    }

    @Test
    void weeksAreNamedByTheirMondayAndMonthsByTheirFirst() {
        report(session.characters(100));
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));

        assertThat(dates("weekly", today.minusDays(7), today)).containsExactly(monday.minusDays(7), monday);
        assertThat(dates("monthly", today.minusMonths(1), today))
                .containsExactly(today.minusMonths(1).withDayOfMonth(1), today.withDayOfMonth(1));
        for (String period : List.of("weekly", "monthly")) {
            JsonArray points = timeline(period, today.toString(), today.toString());
            assertThat(points).hasSize(1);
            assertThat(points.getJsonObject(0).get("total_cost")).hasToString("0.03");
        }
    }

    @Test
    void theEndIsInclusiveAndMayBeAnInstant() {
        report(session.characters(100));

        assertThat(timeline("daily", today.toString(), today + "T00:00:00Z")
                        .getJsonObject(0)
                        .get("total_cost"))
                .hasToString("0.03");
        assertThat(timeline(
                        "daily",
                        today.minusDays(3).toString(),
                        today.minusDays(1).toString()))
                .hasSize(3)
                .allSatisfy(point ->
                        assertThat(point.asJsonObject().get("total_cost")).hasToString("0"));
    }

    @Test
    void theTimelineHasAThousandPointsAtMost() {
        assertThat(timeline("daily", today.minusDays(999).toString(), today.toString()))
                .hasSize(1000);
        Refusals.assertInvalid(session.owner().get(TIMELINE + "?start_date=" + today.minusDays(1000)), "start_date");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            period=hourly,                              period
            period=DAILY,                               period
            start_date=yesterday,                       start_date
            start_date=2026-02-30,                      start_date
            start_date=2026-1-1,                        start_date
            start_date=20260101,                        start_date
            start_date=%2B12026-01-01,                  start_date
            start_date=2026-01-01T00:00:00,             start_date
            start_date=%00,                             start_date
            end_date=2026-13-01,                        end_date
            end_date=1767225600,                        end_date
            end_date=2026-01-01Tnoon,                   end_date
            start_date=2026-02-02&end_date=2026-02-01,  start_date
            start_date=9999-01-01,                      start_date
            start_date=0000-01-01,                      start_date
            period=monthly&start_date=1800-01-01,       start_date
            """)
    void whatATimelineCannotUseIsNamed(String query, String field) {
        Refusals.assertInvalid(session.owner().get(TIMELINE + "?" + query), field);
    }

    @Test
    void agentsAreListedByWhatTheyCost() {
        UsedSession second = session.another(voxlynx);
        UsedSession ofAnother = session.ofAnotherAgent(voxlynx);
        report(session.characters(10), session.characters(10), second.characters(10), ofAnother.characters(100));

        JsonArray agents = session.owner().get(BY_AGENT).require(200).array();

        assertThat(agents).hasSize(2);
        assertThat(agents.getJsonObject(0).getString("agent_id")).isEqualTo(ofAnother.agentId());
        assertThat(agents.getJsonObject(1))
                .hasToString("{\"agent_id\":\"" + session.agentId() + "\",\"agent_name\":\"Reception\","
                        + "\"event_count\":3,\"session_count\":2,\"total_cost\":0.009}");
    }

    @Test
    void anAgentThatWasDeletedIsStillNamed() {
        report(session.characters(1));
        session.owner().delete("/api/agents/" + session.agentId()).require(200);

        assertThat(session.owner()
                        .get(BY_AGENT)
                        .require(200)
                        .array()
                        .getJsonObject(0)
                        .getString("agent_name"))
                .isEqualTo("Reception");
    }

    @Test
    void aSessionsCostsAreBrokenDown() {
        report(
                session.characters(100),
                session.speech("60"),
                session.charged("llm_tokens", "in-house", "5", "0.1", "0.5"));
        report(session.another(voxlynx).characters(7));

        JsonObject cost = breakdown(session.owner(), session);

        assertThat(cost.keySet()).containsExactlyInAnyOrder("session_id", "total_cost", "events", "cost_by_type");
        assertThat(cost.getString("session_id")).isEqualTo(session.id());
        assertThat(cost.get("total_cost")).hasToString("0.5343");
        assertThat(cost.get("cost_by_type"))
                .hasToString("{\"stt_minutes\":0.0043,\"llm_tokens\":0.5,\"tts_characters\":0.03}");
        assertThat(types(cost)).containsExactly("tts_characters", "stt_minutes", "llm_tokens");
        assertThat(breakdown(voxlynx.worker(), session)).isEqualTo(cost);
    }

    @Test
    void theSumsAreOfAllEventsWhateverPageIsShown() {
        report(session.characters(1), session.tokens(1000, 1000), session.speech("6"));
        String path = path(session);

        JsonObject second =
                session.owner().get(path + "?page=2&limit=2").require(200).json();

        assertThat(types(second)).containsExactly("stt_minutes");
        assertThat(second.get("total_cost"))
                .isEqualTo(breakdown(session.owner(), session).get("total_cost"));
        Refusals.assertInvalid(session.owner().get(path + "?page=0"), "page");
        Refusals.assertInvalid(session.owner().get(path + "?limit=1001"), "limit");
        Refusals.assertInvalid(session.owner().get(path + "?limit=x"), "limit");
    }

    @Test
    void aBreakdownIsForWhoeverMayServeTheSession() {
        Refusals.assertStandard(voxlynx.operator().get(path(session)), 403, "FORBIDDEN");
        Refusals.assertInvalid(session.owner().get("/api/sessions/42/cost-breakdown"), "id");
    }

    private void report(JsonObject... events) {
        for (JsonObject event : events) {
            voxlynx.worker().post("/api/usage/events", event).require(201);
        }
    }

    private JsonArray timeline(String period, String start, String end) {
        return session.owner()
                .get(TIMELINE + "?period=" + period + "&start_date=" + start + "&end_date=" + end)
                .require(200)
                .array();
    }

    private List<LocalDate> dates(String period, LocalDate start, LocalDate end) {
        return timeline(period, start.toString(), end.toString()).getValuesAs(JsonObject.class).stream()
                .map(point -> LocalDate.parse(point.getString("date")))
                .toList();
    }

    private static String path(UsedSession session) {
        return "/api/sessions/" + session.id() + "/cost-breakdown";
    }

    private static JsonObject breakdown(Api caller, UsedSession session) {
        return caller.get(path(session)).require(200).json();
    }

    private static List<String> types(JsonObject breakdown) {
        return breakdown.getJsonArray("events").getValuesAs(JsonObject.class).stream()
                .map(event -> event.getString("event_type"))
                .toList();
    }

    private static BigDecimal total(Api caller) {
        return caller.get(SUMMARY)
                .require(200)
                .json()
                .getJsonNumber("total_cost")
                .bigDecimalValue();
    }

    private static BigDecimal today(Api caller) {
        JsonArray points = caller.get(TIMELINE).require(200).array();
        return points.getJsonObject(points.size() - 1)
                .getJsonNumber("total_cost")
                .bigDecimalValue();
    }

    private static List<String> agents(Api caller) {
        return caller.get(BY_AGENT).require(200).array().getValuesAs(JsonObject.class).stream()
                .map(agent -> agent.getString("agent_id"))
                .toList();
    }
}
