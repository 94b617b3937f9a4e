package io.voxlynx.systemtests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SystemTest
class TranscriptsIT {

    private final Installation voxlynx;
    private final Api worker;
    private final TestSession session;

    TranscriptsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.worker = voxlynx.worker();
        this.session = TestSession.begin(voxlynx, voxlynx.voice(), null);
    }

    @Test
    void whatWasSaidIsReadInItsOrderWhateverOrderItCameIn() {
        add(entry("agent", "Goodbye.").add("timestamp", "2026-03-01T10:00:09.5Z"));
        add(entry("agent", "Hello, how are you? 😀").add("timestamp", "2026-03-01T10:00:00Z"));
        add(entry("user", "Fine.").add("timestamp", "2026-03-01T12:00:04.123456+02:00"));

        List<JsonObject> transcript = transcript();

        assertThat(texts()).containsExactly("Hello, how are you? 😀", "Fine.", "Goodbye.");
        assertThat(transcript.get(1).keySet()).containsExactlyInAnyOrder("speaker", "text", "timestamp");
        assertThat(transcript.get(1).getString("speaker")).isEqualTo("user");
        assertThat(transcript.get(1).getString("timestamp")).isEqualTo("2026-03-01T10:00:04.123456Z");
        assertThat(voxlynx.voice().get(session.path()).require(200).json().getJsonArray("transcript"))
                .isEqualTo(session.detail().getJsonArray("transcript"));
    }

    @Test
    void anEntryWithoutATimeWasSaidWhenItArrived() {
        session.say("user", "Now").require(201);

        assertThat(Instant.parse(transcript().get(0).getString("timestamp")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void manyComeAtOnceAndStayInTheirOrder() {
        Answer answer = worker.post(session.path() + "/transcripts", entries(500));

        assertThat(answer.require(201).json())
                .isEqualTo(Json.createObjectBuilder()
                        .add("session_id", session.id().toString())
                        .add("added", 500)
                        .build());
        assertThat(texts()).hasSize(500).startsWith("0", "1", "2").endsWith("499");
    }

    @Test
    void anEntryWithItsOwnIdIsKeptOnce() {
        JsonObject first = entry("user", "Yes").add("id", "e-1").build();
        JsonObject second = entry("user", "Another word").add("id", "e-1").build();

        assertThat(added(first)).isEqualTo(1);
        assertThat(added(first)).isZero();
        assertThat(added(second)).isZero();
        assertThat(added(Json.createObjectBuilder()
                        .add(
                                "entries",
                                Json.createArrayBuilder()
                                        .add(first)
                                        .add(entry("user", "No").add("id", "e-2"))
                                        .add(entry("user", "No").add("id", "e-2")))
                        .build()))
                .isEqualTo(1);
        assertThat(texts()).containsExactly("Yes", "No");
    }

    @Test
    void anIdBelongsToItsSession() {
        TestSession other = TestSession.begin(voxlynx, voxlynx.voice(), null);
        JsonObject entry = entry("user", "Yes").add("id", "e-1").build();

        assertThat(added(entry)).isEqualTo(1);
        assertThat(worker.post(other.path() + "/transcripts", entry)
                        .require(201)
                        .json()
                        .getInt("added"))
                .isEqualTo(1);
    }

    @Test
    void aRequestUnderTheSameKeyAddsNothingAgain() {
        JsonObject entries = entries(3);

        assertThat(addedUnder("key 1", entries)).isEqualTo(3);
        assertThat(addedUnder("key 1", entries)).isZero();
        assertThat(addedUnder("key 2", entries)).isEqualTo(3);
        assertThat(added(entries)).isEqualTo(3);
        assertThat(texts()).hasSize(9);
    }

    @Test
    void wordsComeAfterTheEndAsWell() {
        session.move("status", "ACTIVE").require(200);
        JsonObject over = session.move("status", "COMPLETED").require(200).json();

        session.say("user", "One more thing").require(201);
        worker.post(
                        session.roomPath() + "/transcripts",
                        entry("user", "And another").build())
                .require(201);

        assertThat(texts()).containsExactly("One more thing", "And another");
        assertThat(session.detail().getString("endedAt")).isEqualTo(over.getString("endedAt"));
        assertThat(session.detail().getString("status")).isEqualTo("COMPLETED");
    }

    @Test
    void theOwnerAndAdminsMayAddToo() {
        for (Api caller : List.of(voxlynx.voice(), voxlynx.admin())) {
            caller.post(session.path() + "/transcripts", entry("user", "Hello").build())
                    .require(201);
        }
        assertThat(texts()).hasSize(2);
    }

    @Test
    void aRoomWhereNobodyEverTalkedTakesNoWords() {
        Refusals.assertStandard(
                worker.post(
                        "/api/sessions/by-room/nobody-ever/transcripts",
                        entry("user", "Hello").build()),
                404,
                "NOT_FOUND");
    }

    @Test
    void textsThatAreTooLongAreRefused() {
        add(entry("user", "x".repeat(10_000)));

        refused(entry("user", "x".repeat(10_001)), "text");
        refused(entry("s".repeat(101), "x"), "speaker");
        refused(entry("user", "x").add("id", "i".repeat(256)), "id");
        Refusals.assertInvalid(worker.post(session.path() + "/transcripts", entries(501)), "entries");
        assertThat(texts()).hasSize(1);
    }

    @Test
    void aTranscriptDoesNotGrowForEver() {
        voxlynx.db().update("""
                insert into transcripts (session_id, entry_key, speaker, text, spoken_at)
                select ?, 'own:' || n, 'user', 'x', now() from generate_series(1, 9999) n""", session.id());
        session.say("user", "The last").require(201);

        Refusals.assertStandard(session.say("user", "One too many"), 409, "CONFLICT");

        assertThat(voxlynx.db().count("select count(*) from transcripts where session_id = ?", session.id()))
                .isEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                  | speaker
            {"text":"Hello"}                                                    | speaker
            {"speaker":" ","text":"Hello"}                                      | speaker
            {"speaker":1,"text":"Hello"}                                        | speaker
            {"speaker":"user"}                                                  | text
            {"speaker":"user","text":""}                                        | text
            {"speaker":"user","text":"  "}                                      | text
            {"speaker":"user","text":["Hello"]}                                 | text
            {"speaker":"user","text":"a\\u0000b"}                               | text
            {"speaker":"user","text":"Hello","timestamp":"yesterday"}           | timestamp
            {"speaker":"user","text":"Hello","timestamp":1772359200}            | timestamp
            {"speaker":"user","text":"Hello","timestamp":"2026-03-01"}          | timestamp
            {"speaker":"user","text":"Hello","timestamp":"+12026-03-01T10:00:00Z"} | timestamp
            {"speaker":"user","text":"Hello","id":5}                            | id
            {"speaker":"user","text":"Hello","id":""}                           | id
            {"entries":[]}                                                      | entries
            {"entries":"Hello"}                                                 | entries
            {"entries":{"speaker":"user","text":"Hello"}}                       | entries
            {"entries":[{"speaker":"user","text":"Hello"}],"text":"Hello"}      | entries
            {"entries":[{"speaker":"user","text":"Hello"},{"speaker":"user"}]}  | entries[1].text
            {"entries":[{"text":"Hello"}]}                                      | entries[0].speaker
            """)
    void anEntryWithAWrongMemberIsRefusedAndNothingIsKept(String body, String field) {
        for (String path : List.of(session.path(), session.roomPath())) {
            Refusals.assertInvalid(worker.post(path + "/transcripts", "application/json", body), field);
        }
        assertThat(texts()).isEmpty();
    }

    @Test
    void anEntryThatIsNullIsRefused() {
        Refusals.assertStandard(
                worker.post(session.path() + "/transcripts", "application/json", "{\"entries\":[null]}"),
                400,
                "VALIDATION_ERROR");
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        Refusals.assertInvalid(under("k".repeat(256), entries(1)), "Idempotency-Key");
    }

    private void refused(JsonObjectBuilder entry, String field) {
        Refusals.assertInvalid(worker.post(session.path() + "/transcripts", entry.build()), field);
    }

    private void add(JsonObjectBuilder entry) {
        assertThat(added(entry.build())).isEqualTo(1);
    }

    private int added(JsonObject body) {
        return worker.post(session.path() + "/transcripts", body)
                .require(201)
                .json()
                .getInt("added");
    }

    private int addedUnder(String key, JsonObject body) {
        return under(key, body).require(201).json().getInt("added");
    }

    private Answer under(String key, JsonObject body) {
        return worker.send(worker.request(session.path() + "/transcripts")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private static JsonObject entries(int count) {
        JsonArrayBuilder entries = Json.createArrayBuilder();
        for (int n = 0; n < count; n++) {
            entries.add(entry(n % 2 == 0 ? "agent" : "user", Integer.toString(n)));
        }
        return Json.createObjectBuilder().add("entries", entries).build();
    }

    private static JsonObjectBuilder entry(String speaker, String text) {
        return Json.createObjectBuilder().add("speaker", speaker).add("text", text);
    }

    private List<String> texts() {
        return transcript().stream().map(entry -> entry.getString("text")).toList();
    }

    private List<JsonObject> transcript() {
        return session.detail().getJsonArray("transcript").getValuesAs(JsonObject.class);
    }
}
