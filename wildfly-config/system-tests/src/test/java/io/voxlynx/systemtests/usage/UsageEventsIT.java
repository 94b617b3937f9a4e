package io.voxlynx.systemtests.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class UsageEventsIT {

    private static final String EVENTS = "/api/usage/events";

    private final Installation voxlynx;
    private final UsedSession session;
    private int expected;

    UsageEventsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.session = UsedSession.of(voxlynx);
    }

    /** What was refused left nothing behind, what was repeated nothing more. */
    @AfterEach
    void whatIsThereIsWhatWasAccepted() {
        assertThat(voxlynx.db().count("select count(*) from usage_events where owner_id = ?", session.ownerId()))
                .isEqualTo(expected);
    }

    @Test
    void speechIsChargedByTheMinute() {
        JsonObject event = accepted(voxlynx.worker(), session.speech("90.5"));

        assertThat(event.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "session_id",
                        "user_id",
                        "agent_id",
                        "event_type",
                        "provider",
                        "usage_data",
                        "quantity",
                        "unit_cost",
                        "total_cost",
                        "created_at");
        assertThat(event.getString("session_id")).isEqualTo(session.id());
        assertThat(event.getString("user_id")).isEqualTo(session.ownerId());
        assertThat(event.getString("agent_id")).isEqualTo(session.agentId());
        assertThat(event.getString("event_type")).isEqualTo("stt_minutes");
        assertThat(event.getString("provider")).isEqualTo("deepgram");
        assertThat(event.get("usage_data")).hasToString("{\"audio_duration_seconds\":90.5}");
        assertThat(event.get("quantity")).hasToString("1.508333333");
        assertThat(event.get("unit_cost")).hasToString("0.0043");
        assertThat(event.get("total_cost")).hasToString("0.0064858333319");
        assertThat(Duration.between(Instant.parse(event.getString("created_at")), Instant.now()))
                .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(1));
    }

    @Test
    void tokensAreChargedByTheThousand() {
        String event = voxlynx.worker()
                .post(EVENTS, session.tokens(900, 101))
                .require(201)
                .text();
        expected = 1;

        assertThat(event)
                .contains("\"usage_data\":{\"input_tokens\":900,\"output_tokens\":101}")
                .contains("\"quantity\":1001,", "\"unit_cost\":0.000000075,", "\"total_cost\":0.000075075,");
    }

    @Test
    void charactersAreChargedEach() {
        JsonObject event = accepted(voxlynx.worker(), session.characters(1234));

        assertThat(event.get("usage_data")).hasToString("{\"character_count\":1234}");
        assertThat(event.get("quantity")).hasToString("1234");
        assertThat(event.get("unit_cost")).hasToString("0.0003");
        assertThat(event.get("total_cost")).hasToString("0.3702");
    }

    @ParameterizedTest
    @CsvSource({
        "stt_minutes,    deepgram,   0.0043",
        "stt_minutes,    assemblyai, 0.0085",
        "stt_minutes,    elevenlabs, 0.0069",
        "stt_minutes,    Deepgram,   0.0043"
    })
    void everyRateOfTheContractIsThere(String type, String provider, String rate) {
        JsonObject minute =
                session.measured(type, provider, Json.createObjectBuilder().add("audio_duration_seconds", 60));

        assertThat(accepted(voxlynx.worker(), minute).get("total_cost")).hasToString(rate);
    }

    @Test
    void otherProvidersHaveARateByConfiguration() {
        JsonObject body = session.measured(
                "tts_characters", "in-house.2", Json.createObjectBuilder().add("character_count", 3));

        assertThat(accepted(voxlynx.worker(), body).getJsonNumber("total_cost").bigDecimalValue())
                .isEqualByComparingTo("0.000000003");
    }

    @Test
    void costsThatAreReportedAreTakenAsTheyAre() {
        String event = voxlynx.worker()
                .post(EVENTS, session.charged("llm_tokens", "in-house", "1500", "7.5e-8", "0.00011250000000000001"))
                .require(201)
                .text();
        expected = 1;

        assertThat(event)
                .doesNotContain("usage_data")
                .contains("\"provider\":\"in-house\"", "\"quantity\":1500,", "\"unit_cost\":0.000000075,")
                .contains("\"total_cost\":0.00011250000000000001,");
    }

    @Test
    void theAgentMayBeLeftOut() {
        JsonObject event = accepted(voxlynx.worker(), without(session.characters(1), "agent_id"));

        assertThat(event.getString("agent_id")).isEqualTo(session.agentId());
    }

    @Test
    void usersReportForThemselves() {
        accepted(session.owner(), session.characters(1));
        accepted(voxlynx.admin(), session.characters(1));
    }

    @Test
    void anothersSessionIsNotThere() {
        UsedSession stranger = UsedSession.of(voxlynx);
        JsonObject asHimself = with(session.characters(1), "user_id", stranger.ownerId());

        Refusals.assertStandard(stranger.owner().post(EVENTS, asHimself), 404, "NOT_FOUND");
        Refusals.assertStandard(stranger.owner().post(EVENTS, session.characters(1)), 403, "FORBIDDEN");
        Refusals.assertStandard(voxlynx.operator().post(EVENTS, session.characters(1)), 403, "FORBIDDEN");
    }

    @Test
    void anUnknownSessionIsNotFound() {
        JsonObject body =
                with(session.characters(1), "session_id", UUID.randomUUID().toString());

        for (Api caller : List.of(voxlynx.worker(), voxlynx.admin(), session.owner())) {
            Refusals.assertStandard(caller.post(EVENTS, body), 404, "NOT_FOUND");
        }
    }

    @Test
    void theSessionsOwnerAndAgentAreMeant() {
        String otherAgent = session.ofAnotherAgent(voxlynx).agentId();

        Refusals.assertInvalid(
                voxlynx.worker().post(EVENTS, with(session.characters(1), "user_id", "somebody")), "user_id");
        Refusals.assertInvalid(
                voxlynx.worker().post(EVENTS, with(session.characters(1), "agent_id", otherAgent)), "agent_id");
    }

    @Test
    void aBodyIsNeeded() {
        for (String body : List.of("", "null", " ", "[]")) {
            Refusals.assertStandard(voxlynx.worker().post(EVENTS, "application/json", body), 400, "VALIDATION_ERROR");
        }
        Refusals.assertStandard(voxlynx.worker().post(EVENTS), 400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session_id", "user_id", "event_type", "provider"})
    void whatIsMissingIsNamed(String member) {
        Refusals.assertInvalid(voxlynx.worker().post(EVENTS, without(session.characters(1), member)), member);
    }

    /** What replaces or adds to a good report of characters, then what the details name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "session_id":"42"                                                        | session_id
            "session_id":7                                                           | session_id
            "agent_id":"x"                                                           | agent_id
            "user_id":7                                                              | user_id
            "user_id":"a\\u0000b"                                                    | user_id
            "event_type":"tts_minutes"                                               | event_type
            "event_type":"TTS_CHARACTERS"                                            | event_type
            "event_type":3                                                           | event_type
            "provider":""                                                            | provider
            "provider":"a b"                                                         | provider
            "provider":5                                                             | provider
            "provider":"polly"                                                       | provider
            "provider":"deepgram"                                                    | provider
            "usage_data":null                                                        | usage_data
            "usage_data":[]                                                          | usage_data
            "usage_data":"5"                                                         | usage_data
            "usage_data":{}                                                          | usage_data.character_count
            "usage_data":{"character_count":null}                                    | usage_data.character_count
            "usage_data":{"character_count":-1}                                      | usage_data.character_count
            "usage_data":{"character_count":1.5}                                     | character_count
            "usage_data":{"character_count":"5"}                                     | character_count
            "usage_data":{"character_count":2147483648}                              | character_count
            "usage_data":{"character_count":5,"input_tokens":5}                      | usage_data
            "event_type":"llm_tokens","provider":"gemini"                            | usage_data
            "event_type":"llm_tokens","usage_data":{"input_tokens":1}                | usage_data.output_tokens
            "event_type":"llm_tokens","usage_data":{"output_tokens":1}               | usage_data.input_tokens
            "event_type":"llm_tokens","usage_data":{"input_tokens":1,"output_tokens":-1} | usage_data.output_tokens
            "event_type":"stt_minutes","usage_data":{}                               | usage_data.audio_duration_seconds
            "event_type":"stt_minutes","usage_data":{"audio_duration_seconds":-0.1}  | usage_data.audio_duration_seconds
            "event_type":"stt_minutes","usage_data":{"audio_duration_seconds":"1"}   | audio_duration_seconds
            "event_type":"stt_minutes","usage_data":{"audio_duration_seconds":1e10}  | usage_data.audio_duration_seconds
            "event_type":"stt_minutes","usage_data":{"audio_duration_seconds":1e-61} | usage_data.audio_duration_seconds
            "quantity":1,"unit_cost":1,"total_cost":1                                | usage_data
            "quantity":1                                                             | usage_data
            "usage_data":null,"unit_cost":1,"total_cost":1                           | quantity
            "usage_data":null,"quantity":1,"total_cost":1                            | unit_cost
            "usage_data":null,"quantity":1,"unit_cost":1                             | total_cost
            "usage_data":null,"quantity":-1,"unit_cost":1,"total_cost":1             | quantity
            "usage_data":null,"quantity":"1","unit_cost":1,"total_cost":1            | quantity
            "usage_data":null,"quantity":1,"unit_cost":true,"total_cost":1           | unit_cost
            "usage_data":null,"quantity":1,"unit_cost":1,"total_cost":-0.01          | total_cost
            "usage_data":null,"quantity":1,"unit_cost":1,"total_cost":1e10           | total_cost
            "usage_data":null,"quantity":1,"unit_cost":1,"total_cost":1e-61          | total_cost
            "usage_data":null,"quantity":1e13,"unit_cost":1,"total_cost":1           | quantity
            """)
    void whatCannotBeUsedIsNamed(String members, String field) {
        String body = "{" + members + others(members) + "}";

        Refusals.assertInvalid(voxlynx.worker().post(EVENTS, "application/json", body), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "1e99999999999999"})
    void numbersOutOfThisWorldAreRefused(String number) {
        String body = without(session.characters(1), "usage_data").toString();
        String whole =
                body.substring(0, body.length() - 1) + ",\"quantity\":1,\"unit_cost\":1,\"total_cost\":" + number + "}";

        Refusals.assertStandard(voxlynx.worker().post(EVENTS, "application/json", whole), 400, "VALIDATION_ERROR");
    }

    @Test
    void aProviderWithoutARateIsToldWhichHaveOne() {
        Answer refused = voxlynx.worker()
                .post(
                        EVENTS,
                        session.measured(
                                "stt_minutes",
                                "resemble",
                                Json.createObjectBuilder().add("audio_duration_seconds", 1)));

        Refusals.assertInvalid(refused, "provider");
        assertThat(refused.error().getString("message")).contains("assemblyai, deepgram, elevenlabs");
    }

    @Test
    void whatIsSentAgainUnderItsKeyIsAnsweredAsTheFirstTime() {
        String key = UUID.randomUUID().toString();
        Answer first = send(voxlynx.worker(), key, session.speech("10")).require(201);

        Answer again = send(voxlynx.worker(), key, session.speech("10.0")).require(201);

        assertThat(again.text()).isEqualTo(first.text());
        expected = 1;
    }

    @Test
    void somethingElseUnderTheSameKeyIsAConflict() {
        String key = UUID.randomUUID().toString();
        send(voxlynx.worker(), key, session.speech("10")).require(201);
        expected = 1;

        Refusals.assertStandard(send(voxlynx.worker(), key, session.speech("11")), 409, "CONFLICT");
        Refusals.assertStandard(send(voxlynx.worker(), key, session.characters(1)), 409, "CONFLICT");
    }

    @Test
    void aKeyIsItsSendersOwn() {
        String key = UUID.randomUUID().toString();
        String ofWorker =
                send(voxlynx.worker(), key, session.speech("10")).require(201).text();

        assertThat(send(session.owner(), key, session.speech("10")).require(201).text())
                .isNotEqualTo(ofWorker);
        expected = 2;
    }

    @Test
    void manyAtOnceUnderOneKeyAreOneEvent() {
        String key = UUID.randomUUID().toString();
        Api worker = voxlynx.worker();

        List<String> answers = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i ->
                        send(worker, key, session.tokens(10, 20)).require(201).text())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        expected = 1;
    }

    @Test
    void aKeyThatIsNoneIsNamed() {
        Refusals.assertInvalid(send(voxlynx.worker(), "k".repeat(256), session.speech("1")), "Idempotency-Key");
        send(voxlynx.worker(), "k".repeat(219) + UUID.randomUUID(), session.speech("1"))
                .require(201);
        expected = 1;
    }

    /** What a good report has beside these members. */
    private String others(String members) {
        Set<String> replaced;
        try (JsonReader reader = Json.createReader(new StringReader("{" + members + "}"))) {
            replaced = reader.readObject().keySet();
        }
        return session.characters(5).entrySet().stream()
                .filter(member -> !replaced.contains(member.getKey()))
                .map(member -> ",\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining());
    }

    private JsonObject accepted(Api caller, JsonObject body) {
        expected++;
        return caller.post(EVENTS, body).require(201).json();
    }

    private static Answer send(Api caller, String key, JsonObject body) {
        return caller.send(caller.request(EVENTS)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private static JsonObject without(JsonObject body, String member) {
        return Json.createObjectBuilder(body).remove(member).build();
    }

    private static JsonObject with(JsonObject body, String member, String value) {
        return Json.createObjectBuilder(body).add(member, value).build();
    }
}
