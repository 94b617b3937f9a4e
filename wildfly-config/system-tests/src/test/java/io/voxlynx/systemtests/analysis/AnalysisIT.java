package io.voxlynx.systemtests.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestSession;
import io.voxlynx.systemtests.harness.Together;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class AnalysisIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_TRIES = Installation.ANALYSIS_TRIES;

    private final Installation voxlynx;
    private final Api owner;

    AnalysisIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.owner = voxlynx.voice();
    }

    @Test
    @Together
    void tellsWhatTheContractLists() {
        TestSession session = over("Thank you so much, that was great. " + mark());

        JsonObject analysis = awaitAnalysis(session);

        assertThat(analysis.keySet())
                .containsExactlyInAnyOrder(
                        "summary", "sentiment", "sentiment_score", "topics", "outcome", "action_items");
        assertThat(analysis.getString("summary")).isNotBlank();
        assertThat(analysis.getString("sentiment")).isEqualTo("positive");
        assertThat(analysis.getJsonNumber("sentiment_score").doubleValue()).isBetween(0.0, 1.0);
        assertThat(analysis.getString("outcome")).isNotBlank();
        assertThat(analysis.getJsonArray("topics")).isNotNull();
        assertThat(analysis.getJsonArray("action_items")).isNotNull();
    }

    @Test
    @Together
    void isPartOfTheSessionsDetail() {
        TestSession session = over("Thank you so much, that was great. " + mark());

        JsonObject analysis = awaitAnalysis(session);

        assertThat(session.detail().getJsonObject("analysis")).isEqualTo(analysis);
    }

    @Test
    @Together
    void isNullUntilThereIsOneAndWhereNothingWasSaid() {
        TestSession lasting = begun();
        lasting.say("user", "Hello?").require(201);
        TestSession silent = begun();
        lookForDueAnalyses("30 seconds");
        end(silent);
        assertThat(states(silent)).containsExactly("PENDING");
        lookForDueAnalyses("0 seconds");
        await().atMost(PATIENCE).until(() -> states(silent).isEmpty());

        for (TestSession session : List.of(lasting, silent)) {
            Answer answer = analysis(session);
            assertThat(answer.text()).isEqualTo("null");
            assertThat(answer.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(session.detail()).doesNotContainKey("analysis");
        }
        assertThat(states(lasting)).isEmpty();
    }

    @Test
    @Together
    void isForItsOwnerForAdminsAndForTheWorker() {
        String path = begun().path() + "/analysis";

        for (Api caller : List.of(owner, voxlynx.admin(), voxlynx.worker())) {
            caller.get(path).require(200);
        }
        Refusals.assertStandard(voxlynx.voice2().get(path), 404, "NOT_FOUND");
        Refusals.assertStandard(voxlynx.operator().get(path), 403, "FORBIDDEN");
    }

    @Test
    @Together
    void wordsThatComeAfterTheEndAreAnalysedToo() {
        String first = mark();
        TestSession session = over("Please call me back. " + first);
        awaitAnalysis(session);

        String late = mark();
        session.say("user", "And bring the papers. " + late).require(201);

        awaitAnalysis(session, analysis -> analysis.toString().contains(late));
        assertThat(voxlynx.llm().requestsWith(first)).hasSize(2);
    }

    @Test
    @Together
    void wordsThatOnlyComeAfterTheEndAreEnough() {
        TestSession session = begun();
        end(session);
        await().atMost(PATIENCE).until(() -> states(session).isEmpty());

        session.say("user", "Please call me back.").require(201);

        awaitAnalysis(session);
    }

    @Test
    @Together
    void asksTheModelForJsonWithTheConversationInIt() {
        String mark = mark();
        TestSession session = begun();
        session.say("agent", "How can I help?").require(201);
        session.say("user", "Move my appointment, " + mark).require(201);
        end(session);

        awaitAnalysis(session);

        List<JsonObject> requests = voxlynx.llm().requestsWith(mark);
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).getString("operation")).endsWith(":generateContent");
        JsonObject body = requests.get(0).getJsonObject("body");
        assertThat(body.getJsonObject("generationConfig").getString("responseMimeType"))
                .isEqualTo("application/json");
        assertThat(body.getJsonArray("contents").toString())
                .contains("agent: How can I help?")
                .contains("user: Move my appointment, " + mark);
    }

    @ParameterizedTest
    @Together
    @ValueSource(
            strings = {
                "429*2",
                "500*2",
                "hang*1",
                "no-candidates*2",
                "safety*2",
                "max-tokens*2",
                "not-json*2",
                "wrong-types*2",
                "out-of-range*2",
                "missing-fields*2"
            })
    void isThereInTheEndWhateverWentWrongBefore(String fault) {
        String mark = mark();
        TestSession session = over("Please call me back. [[llm:" + fault + "]] " + mark);

        awaitAnalysis(session);

        int faults = Integer.parseInt(fault.substring(fault.indexOf('*') + 1));
        assertThat(voxlynx.llm().requestsWith(mark)).hasSize(faults + 1);
    }

    @Test
    @Together
    void aFenceAroundTheAnswerIsNoFault() {
        String mark = mark();
        TestSession session = over("Please call me back. [[llm:fenced]] " + mark);

        awaitAnalysis(session);

        assertThat(voxlynx.llm().requestsWith(mark)).hasSize(1);
    }

    @ParameterizedTest
    @Together
    @ValueSource(strings = {"500", "not-json", "out-of-range"})
    void whatNeverSucceedsIsGivenUpAndTheSessionKnowsNothingOfIt(String fault) {
        String mark = mark();
        TestSession session = over("Please call me back. [[llm:" + fault + "]] " + mark);
        String before = row(session);
        JsonObject detail = session.detail();

        awaitGivenUp(session);

        assertThat(voxlynx.llm().requestsWith(mark)).hasSize(MAX_TRIES);
        assertThat(analysis(session).text()).isEqualTo("null");
        assertThat(row(session)).isEqualTo(before);
        assertThat(session.detail()).isEqualTo(detail);
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void waitsAsLongAsTheModelAsks() {
        voxlynx.llm()
                .behave(Json.createObjectBuilder()
                        .add("fault", "429")
                        .add("tries", 1)
                        .add("retryAfterSeconds", 4)
                        .build());
        String mark = mark();
        TestSession session = over("Please call me back. " + mark);

        awaitAnalysis(session);

        List<Instant> asked = voxlynx.llm().requestsWith(mark).stream()
                .map(request -> Instant.parse(request.getString("receivedAt")))
                .toList();
        assertThat(asked).hasSize(2);
        assertThat(Duration.between(asked.get(0), asked.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    @Together
    void ofALongConversationTheEndIsRead() {
        String mark = mark();
        TestSession session = begun();
        for (int i = 0; i < 40; i++) {
            session.say("user", "number " + i + " " + "talk ".repeat(1000)).require(201);
        }
        session.say("user", mark).require(201);
        end(session);

        awaitAnalysis(session);

        String read = voxlynx.llm()
                .requestsWith(mark)
                .get(0)
                .getJsonObject("body")
                .getJsonArray("contents")
                .toString();
        assertThat(read.length()).isBetween(95_000, 105_000);
        assertThat(read).contains("number 39 ").doesNotContain("number 1 ");
    }

    @Test
    @ResourceLock(Installation.ALONE)
    void goesOnWhenItsNodeDies() throws InterruptedException {
        String mark = mark();
        TestSession session = over("Please call me back. [[llm:hang*1]] " + mark);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> voxlynx.llm().requestsWith(mark).size() == 1);

        voxlynx.platform().node(0).kill();
        assertThat(states(session)).containsExactly("RUNNING");
        voxlynx.platform().node(0).start();

        awaitAnalysis(session);
        assertThat(voxlynx.llm().requestsWith(mark)).hasSize(2);
    }

    @Test
    @Together
    void neitherTheKeyNorTheConversationIsInTheLog() throws IOException {
        String mark = mark();
        TestSession session = over("My number is +12125550123. [[llm:not-json]] " + mark);
        awaitGivenUp(session);

        String log = Files.readString(voxlynx.platform().node(0).log());
        assertThat(log)
                .contains(session.id().toString())
                .doesNotContain(mark)
                .doesNotContain("+12125550123")
                .doesNotContain(voxlynx.platform().secrets().llmApiKey());
    }

    private static String mark() {
        return "mark" + UUID.randomUUID();
    }

    private TestSession begun() {
        return TestSession.begin(voxlynx, owner, null);
    }

    /** A session that is over and in which the user said this. */
    private TestSession over(String words) {
        TestSession session = begun();
        session.say("user", words).require(201);
        end(session);
        return session;
    }

    private void end(TestSession session) {
        voxlynx.worker().post(session.roomPath() + "/end").require(200);
    }

    private JsonObject awaitAnalysis(TestSession session) {
        return awaitAnalysis(session, analysis -> true);
    }

    private JsonObject awaitAnalysis(TestSession session, Predicate<JsonObject> wanted) {
        await().atMost(PATIENCE).until(() -> {
            Answer answer = analysis(session);
            return !answer.text().equals("null") && wanted.test(answer.json());
        });
        return analysis(session).json();
    }

    private Answer analysis(TestSession session) {
        return owner.get(session.path() + "/analysis").require(200);
    }

    private void awaitGivenUp(TestSession session) {
        await().atMost(PATIENCE).until(() -> states(session), List.of("FAILED")::equals);
    }

    private List<String> states(TestSession session) {
        return voxlynx.db().list(String.class, "select state from analyses where session_id = ?", session.id());
    }

    private void lookForDueAnalyses(String in) {
        voxlynx.db()
                .update(
                        "update schedules set next_at = clock_timestamp() + ?::interval where name = 'due-analyses'",
                        in);
    }

    /** All of it but when its room is looked at, which is nothing to do with the analysis. */
    private String row(TestSession session) {
        return voxlynx.db()
                .one(String.class, "select (to_jsonb(s) - 'due_at')::text from sessions s where id = ?", session.id());
    }
}
