package io.voxlynx.systemtests.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestAgents;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class AgentsIT {

    private static final String PATH = "/api/agents";

    private final Installation voxlynx;
    private final Api api;

    AgentsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.api = voxlynx.voice();
    }

    @Test
    void makesAnAgentThatIsTheCallers() {
        Answer answer = api.post(PATH, TestAgents.profile().build()).require(201);

        JsonObject made = answer.json();
        assertThat(made.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "systemPrompt",
                        "sttProvider",
                        "llmProvider",
                        "ttsProvider",
                        "createdAt",
                        "updatedAt");
        TestAgents.profile()
                .build()
                .forEach((member, value) -> assertThat(made.get(member)).isEqualTo(value));
        assertThat(Instant.parse(made.getString("createdAt"))).isEqualTo(updated(made));
        assertThat(answer.header("Location")).hasValue(api.base() + path(made));
        assertThat(api.get(path(made)).require(200).json()).isEqualTo(made);
        assertThat(owner(made)).isEqualTo("voice-1");
    }

    @Test
    void whoseItIsComesFromTheTokenAndItsIdFromUs() {
        String id = UUID.randomUUID().toString();
        JsonObject body = TestAgents.profile()
                .add("id", id)
                .add("ownerId", "voice-2")
                .add("owner_id", "voice-2")
                .add("createdAt", "2001-01-01T00:00:00Z")
                .build();

        // The document does not foresee them, so it is not asked.
        Api bold = api.watchedBy(answer -> {});
        JsonObject made = bold.post(PATH, body).require(201).json();
        JsonObject replaced = bold.put(path(made), body).require(200).json();

        assertThat(made.getString("id")).isNotEqualTo(id).isEqualTo(replaced.getString("id"));
        assertThat(owner(made)).isEqualTo("voice-1");
        assertThat(replaced.getString("createdAt"))
                .isEqualTo(made.getString("createdAt"))
                .isNotEqualTo("2001-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"z\":1,\"a\":[null,true,{}],\"m\":{\"\":\"\"}}",
                "{\"n\":[1.0,1.50,100000000000000000000000001,-0.1]}",
                "{\"t\":\"quote \\\" back \\\\ line \\n ü 😀\"}",
                "{\"functions\":[{\"name\":\"book\",\"parameters\":{\"type\":\"object\"}}],\"webhooks\":[]}"
            })
    void aConfigurationComesBackAsItWasSent(String config) {
        JsonObject sent = json("{\"config\":" + config + "}").getJsonObject("config");

        JsonObject made = api.post(
                        PATH, TestAgents.profile().add("config", sent).build())
                .require(201)
                .json();

        Answer read = api.get(path(made)).require(200);
        assertThat(read.json().getJsonObject("config")).isEqualTo(sent);
        assertThat(read.text()).contains("\"config\":" + sent);
    }

    @Test
    void aConfigurationMayBeLargeButNotTooLarge() {
        JsonObject fits = Json.createObjectBuilder()
                .add("x", "ü".repeat(((64 << 10) - "{\"x\":\"\"}".length()) / 2))
                .build();
        JsonObject tooLarge = Json.createObjectBuilder(fits).add("y", 1).build();

        JsonObject made = api.post(
                        PATH, TestAgents.profile().add("config", fits).build())
                .require(201)
                .json();

        assertThat(made.getJsonObject("config")).isEqualTo(fits);
        Refusals.assertInvalid(
                api.post(PATH, TestAgents.profile().add("config", tooLarge).build()), "config");
    }

    @Test
    void replacingTakesAwayWhatIsLeftOut() {
        JsonObject made = api.post(
                        PATH,
                        TestAgents.profile()
                                .add("phoneNumber", TestAgents.phoneNumber())
                                .add("config", Json.createObjectBuilder().add("functions", "none"))
                                .build())
                .require(201)
                .json();
        JsonObject profile = TestAgents.profile()
                .add("name", "Complaints")
                .add("sttProvider", "elevenlabs")
                .build();

        JsonObject replaced = api.put(path(made), profile).require(200).json();

        assertThat(replaced.keySet()).doesNotContain("phoneNumber", "config");
        assertThat(replaced.getString("name")).isEqualTo("Complaints");
        assertThat(replaced.getString("sttProvider")).isEqualTo("elevenlabs");
        assertThat(replaced.getString("createdAt")).isEqualTo(made.getString("createdAt"));
        assertThat(updated(replaced)).isAfter(updated(made));
        assertThat(api.get(path(made)).require(200).json()).isEqualTo(replaced);
    }

    @Test
    void listsTheNewestFirstByPages() {
        Api owner = voxlynx.caller("voice-" + UUID.randomUUID(), "voice");
        List<String> made = IntStream.range(0, 5)
                .mapToObj(n -> voxlynx.agent(owner).getString("id"))
                .toList();

        JsonObject first = owner.get(PATH + "?page=1&limit=2").require(200).json();
        JsonObject last = owner.get(PATH + "?page=3&limit=2").require(200).json();

        assertThat(first.keySet()).containsExactlyInAnyOrder("agents", "total");
        assertThat(first.getInt("total")).isEqualTo(5);
        assertThat(ids(first)).containsExactly(made.get(4), made.get(3));
        assertThat(ids(last)).containsExactly(made.get(0));
        assertThat(ids(owner.get(PATH + "?page=2147483647&limit=100")
                        .require(200)
                        .json()))
                .isEmpty();
    }

    @Test
    void aDeletedAgentIsGoneAndItsNumberFree() {
        String number = TestAgents.phoneNumber();
        JsonObject numbered = TestAgents.profile().add("phoneNumber", number).build();
        JsonObject made = api.post(PATH, numbered).require(201).json();

        assertThat(api.delete(path(made)).require(200).text()).isEqualTo("{\"success\":true}");

        Refusals.assertStandard(api.delete(path(made)), 404, "NOT_FOUND");
        Refusals.assertStandard(api.get(path(made)), 404, "NOT_FOUND");
        Refusals.assertStandard(api.put(path(made), numbered), 404, "NOT_FOUND");
        assertThat(ids(api.get(PATH + "?limit=100").require(200).json())).doesNotContain(made.getString("id"));
        api.post(PATH, numbered).require(201);
    }

    @Test
    void twoAgentsCannotAnswerOneNumber() {
        String number = TestAgents.phoneNumber();
        JsonObject numbered = TestAgents.profile().add("phoneNumber", number).build();
        JsonObject first = api.post(PATH, numbered).require(201).json();
        JsonObject second = voxlynx.agent(voxlynx.voice2());

        Refusals.assertStandard(api.post(PATH, numbered), 409, "CONFLICT");
        Refusals.assertStandard(voxlynx.voice2().put(path(second), numbered), 409, "CONFLICT");

        api.put(path(first), numbered).require(200);
        assertThat(voxlynx.voice2().get(path(second)).require(200).json()).isEqualTo(second);
    }

    @Test
    void ofManyWhoWantANumberAtOnceOneGetsIt() {
        JsonObject numbered = TestAgents.profile()
                .add("phoneNumber", TestAgents.phoneNumber())
                .build();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Integer> answers = IntStream.range(0, 8)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> api.post(PATH, numbered).status(), callers))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .sorted()
                    .toList();

            assertThat(answers).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void anothersAgentIsNotThere() {
        JsonObject mine = voxlynx.agent(api);
        Api stranger = voxlynx.voice2();

        Refusals.assertStandard(stranger.get(path(mine)), 404, "NOT_FOUND");
        Refusals.assertStandard(stranger.put(path(mine), TestAgents.profile().build()), 404, "NOT_FOUND");
        Refusals.assertStandard(stranger.delete(path(mine)), 404, "NOT_FOUND");

        assertThat(ids(stranger.get(PATH + "?limit=100").require(200).json())).doesNotContain(mine.getString("id"));
        assertThat(api.get(path(mine)).require(200).json()).isEqualTo(mine);
    }

    @Test
    void adminsSeeAndChangeAllAndLeaveThemTheirOwners() {
        JsonObject mine = voxlynx.agent(api);
        Api admin = voxlynx.admin();

        assertThat(ids(admin.get(PATH).require(200).json())).contains(mine.getString("id"));
        admin.put(path(mine), TestAgents.profile().add("name", "Renamed").build())
                .require(200);

        assertThat(api.get(path(mine)).require(200).json().getString("name")).isEqualTo("Renamed");
        assertThat(owner(mine)).isEqualTo("voice-1");
    }

    @Test
    void theWorkerReadsWhomItSpeaksAsAndNoMore() {
        JsonObject mine = voxlynx.agent(api);
        Api worker = voxlynx.worker();

        assertThat(worker.get(path(mine)).require(200).json()).isEqualTo(mine);
        Refusals.assertStandard(worker.get(PATH), 403, "FORBIDDEN");
        Refusals.assertStandard(worker.post(PATH, TestAgents.profile().build()), 403, "FORBIDDEN");
        Refusals.assertStandard(worker.put(path(mine), TestAgents.profile().build()), 403, "FORBIDDEN");
        Refusals.assertStandard(worker.delete(path(mine)), 403, "FORBIDDEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name         | ""
            name         | "  "
            name         | 5
            name         | null
            name         | "a\\u0000b"
            systemPrompt | ""
            systemPrompt | null
            systemPrompt | ["Be kind"]
            systemPrompt | "\\ud800"
            sttProvider  | null
            sttProvider  | "Deepgram"
            sttProvider  | "resemble"
            sttProvider  | 1
            llmProvider  | "gpt-4"
            llmProvider  | ""
            ttsProvider  | "deepgram"
            ttsProvider  | true
            phoneNumber  | ""
            phoneNumber  | "4155550100"
            phoneNumber  | "+1 415 555 0100"
            phoneNumber  | "+0123456789"
            phoneNumber  | "+1234567890123456"
            phoneNumber  | 14155550100
            config       | []
            config       | "{}"
            config       | 1
            """)
    void aWrongMemberIsRefusedWithItsName(String member, String value) {
        JsonObject mine = voxlynx.agent(api);
        StringBuilder members = new StringBuilder();
        TestAgents.profile().build().forEach((name, usual) -> {
            if (!name.equals(member)) {
                members.append("\"").append(name).append("\":").append(usual).append(",");
            }
        });
        String body = "{" + members + "\"" + member + "\":" + value + "}";

        Refusals.assertInvalid(api.post(PATH, "application/json", body), member);
        Refusals.assertInvalid(
                api.send(api.request(path(mine))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body))),
                member);
        assertThat(api.get(path(mine)).require(200).json()).isEqualTo(mine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "systemPrompt", "sttProvider", "llmProvider", "ttsProvider"})
    void aMissingMemberIsRefusedWithItsName(String member) {
        Refusals.assertInvalid(
                api.post(PATH, TestAgents.profile().remove(member).build()), member);
    }

    @Test
    void textsThatAreTooLongAreRefused() {
        api.post(PATH, profile("name", "n".repeat(100))).require(201);
        api.post(PATH, profile("systemPrompt", "p".repeat(20_000))).require(201);

        Refusals.assertInvalid(api.post(PATH, profile("name", "n".repeat(101))), "name");
        Refusals.assertInvalid(api.post(PATH, profile("systemPrompt", "p".repeat(20_001))), "systemPrompt");
    }

    @Test
    void aProviderThatIsNotConfiguredIsToldWhichAre() {
        JsonObject error =
                Refusals.assertStandard(api.post(PATH, profile("sttProvider", "whisper")), 400, "VALIDATION_ERROR");

        assertThat(error.getJsonObject("details").getString("expected"))
                .isEqualTo("one of deepgram, assemblyai, elevenlabs");
    }

    /** Deep, and with numbers that are long: what a parser may choke on. */
    @ParameterizedTest
    @CsvSource({"5000, 1", "10, 3000"})
    void whatCannotBeReadIsRefusedAndNotBroken(int depth, int digits) {
        String config = "{\"x\":".repeat(depth) + "1".repeat(digits) + "}".repeat(depth);
        String profile = TestAgents.profile().build().toString();
        String body = profile.substring(0, profile.length() - 1) + ",\"config\":" + config + "}";

        Answer answer = api.post(PATH, "application/json", body);

        assertThat(answer.status()).isIn(201, 400);
        if (answer.status() == 201) {
            assertThat(api.get(path(answer.json())).require(200).text()).contains(config);
        }
    }

    @ParameterizedTest
    @CsvSource({"page=0, page", "page=one, page", "page=, page", "limit=0, limit", "limit=101, limit", "limit=x, limit"
    })
    void aPageThatCannotBeIsRefused(String query, String parameter) {
        Refusals.assertInvalid(api.get(PATH + "?" + query), parameter);
    }

    private static JsonObject profile(String member, String value) {
        return TestAgents.profile().add(member, value).build();
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private String owner(JsonObject agent) {
        return voxlynx.db().one(String.class, "select owner_id from agents where id = ?::uuid", agent.getString("id"));
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("agents").getValuesAs(JsonObject.class).stream()
                .map(agent -> agent.getString("id"))
                .toList();
    }

    private static String path(JsonObject agent) {
        return PATH + "/" + agent.getString("id");
    }

    private static Instant updated(JsonObject agent) {
        return Instant.parse(agent.getString("updatedAt"));
    }
}
