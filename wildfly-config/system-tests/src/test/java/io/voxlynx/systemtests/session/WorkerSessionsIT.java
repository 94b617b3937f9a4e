package io.voxlynx.systemtests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beginning, moving and ending sessions. */
@SystemTest
class WorkerSessionsIT {

    private static final String PATH = "/api/sessions";

    private final Installation voxlynx;
    private final Api worker;
    private final Api owner;

    WorkerSessionsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.worker = voxlynx.worker();
        this.owner = voxlynx.voice();
    }

    @Test
    void theWorkerBeginsASessionThatIsTheAgentsOwners() {
        String agentId = voxlynx.agent(owner).getString("id");
        String room = TestSession.newRoom();

        Answer answer = worker.post(
                        PATH,
                        TestSession.order(agentId, room)
                                .add("user_id", "voice-1")
                                .build())
                .require(201);

        JsonObject begun = answer.json();
        assertThat(begun.keySet())
                .containsExactlyInAnyOrder("id", "agentId", "status", "roomName", "createdAt", "transcript");
        assertThat(begun.getString("agentId")).isEqualTo(agentId);
        assertThat(begun.getString("status")).isEqualTo("CREATED");
        assertThat(begun.getString("roomName")).isEqualTo(room);
        assertThat(begun.getJsonArray("transcript")).isEmpty();
        assertThat(answer.header("Location")).hasValue(worker.base() + PATH + "/" + begun.getString("id"));
        assertThat(owner.get(PATH + "/" + begun.getString("id")).require(200).json())
                .isEqualTo(begun);
    }

    @Test
    void aTelephoneCallCarriesBothGenerationsOfFields() {
        JsonObject outbound = TestSession.begin(voxlynx, owner, "outbound").begun();
        JsonObject inbound = TestSession.begin(voxlynx, owner, "inbound").begun();

        assertThat(outbound.getString("direction")).isEqualTo("outbound");
        assertThat(outbound.getString("call_direction")).isEqualTo("OUTBOUND");
        assertThat(outbound.getString("call_status")).isEqualTo("RINGING");
        assertThat(outbound.getString("outbound_phone_number")).isEqualTo("+14155550100");
        assertThat(inbound.getString("direction")).isEqualTo("inbound");
        assertThat(inbound.getString("call_direction")).isEqualTo("INBOUND");
        assertThat(inbound.keySet()).doesNotContain("outbound_phone_number");
    }

    @Test
    void whoBeginsTwiceGetsTheSameSession() {
        TestSession session = TestSession.begin(voxlynx, owner, null);
        JsonObject order = TestSession.order(session.agentId(), session.room()).build();

        assertThat(worker.post(PATH, order).require(200).json()).isEqualTo(session.begun());
        assertThat(owner.post(PATH, order).require(200).json()).isEqualTo(session.begun());

        session.move("status", "COMPLETED").require(200);
        JsonObject next = worker.post(PATH, order).require(201).json();
        assertThat(next.getString("id")).isNotEqualTo(session.id().toString());
    }

    @Test
    void ofManyWhoBeginAtOnceOneDoes() {
        JsonObject order = TestSession.order(voxlynx.agent(owner).getString("id"), TestSession.newRoom())
                .build();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Answer> answers = IntStream.range(0, 8)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> worker.post(PATH, order), callers))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers)
                    .extracting(Answer::status)
                    .containsOnly(200, 201)
                    .containsOnlyOnce(201);
            assertThat(answers)
                    .extracting(answer -> answer.json().getString("id"))
                    .containsOnly(answers.get(0).json().getString("id"));
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void aRoomHoldsOneAgent() {
        TestSession session = TestSession.begin(voxlynx, owner, null);
        String other = voxlynx.agent(owner).getString("id");

        Refusals.assertStandard(
                worker.post(PATH, TestSession.order(other, session.room()).build()), 409, "CONFLICT");
    }

    @Test
    void anAgentThatIsNotThereBeginsNothing() {
        String deleted = voxlynx.agent(owner).getString("id");
        owner.delete("/api/agents/" + deleted).require(200);

        for (String agentId : List.of(deleted, UUID.randomUUID().toString())) {
            Refusals.assertStandard(
                    worker.post(
                            PATH,
                            TestSession.order(agentId, TestSession.newRoom()).build()),
                    404,
                    "NOT_FOUND");
        }
    }

    @Test
    void aVoiceUserBeginsSessionsOfHisOwnAgentsOnly() {
        String mine = voxlynx.agent(owner).getString("id");

        Refusals.assertStandard(
                voxlynx.voice2()
                        .post(
                                PATH,
                                TestSession.order(mine, TestSession.newRoom()).build()),
                404,
                "NOT_FOUND");
        owner.post(PATH, TestSession.order(mine, TestSession.newRoom()).build()).require(201);
        voxlynx.admin()
                .post(PATH, TestSession.order(mine, TestSession.newRoom()).build())
                .require(201);
    }

    @Test
    void theUserThatIsNamedMustBeTheAgentsOwner() {
        String agentId = voxlynx.agent(owner).getString("id");

        for (Api caller : List.of(worker, owner, voxlynx.admin())) {
            Refusals.assertInvalid(
                    caller.post(
                            PATH,
                            TestSession.order(agentId, TestSession.newRoom())
                                    .add("user_id", "voice-2")
                                    .build()),
                    "user_id");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"room_name":"r"}                                                           | agent_id
            {"agent_id":null,"room_name":"r"}                                           | agent_id
            {"agent_id":"42","room_name":"r"}                                           | agent_id
            {"agent_id":42,"room_name":"r"}                                             | agent_id
            {"agent_id":"0195a8f0-0000-7000-8000-000000000000"}                         | room_name
            {"agent_id":"0195a8f0-0000-7000-8000-000000000000","room_name":" "}         | room_name
            {"agent_id":"0195a8f0-0000-7000-8000-000000000000","room_name":5}           | room_name
            {"agent_id":"0195a8f0-0000-7000-8000-000000000000","room_name":"a\\u0000"}  | room_name
            {"agent_id":"0195a8f0-0000-7000-8000-000000000000","room_name":"r","direction":"INBOUND"}      | direction
            {"agent_id":"0195a8f0-0000-7000-8000-000000000000","room_name":"r","direction":1}              | direction
            {"agent_id":"0195a8f0-0000-7000-8000-000000000000","room_name":"r","direction":"inbound","phone_number":"911"} | phone_number
            {"agent_id":"0195a8f0-0000-7000-8000-000000000000","room_name":"r","phone_number":"+14155550100"} | direction
            {"agent_id":"0195a8f0-0000-7000-8000-000000000000","room_name":"r","user_id":7}                | user_id
            """)
    void anOrderWithAWrongMemberIsRefusedWithItsName(String body, String field) {
        Refusals.assertInvalid(worker.post(PATH, "application/json", body), field);
    }

    @Test
    void aRoomsNameMayBe128Long() {
        String agentId = voxlynx.agent(owner).getString("id");
        String longest = UUID.randomUUID() + "x".repeat(92);

        worker.post(PATH, TestSession.order(agentId, longest).build()).require(201);
        Refusals.assertInvalid(
                worker.post(PATH, TestSession.order(agentId, longest + "x").build()), "room_name");
    }

    @Test
    void aSessionGoesForwardOnly() {
        TestSession session = TestSession.begin(voxlynx, owner, null);

        JsonObject active = session.move("status", "ACTIVE").require(200).json();
        JsonObject over = session.move("status", "COMPLETED").require(200).json();

        assertThat(active.getString("status")).isEqualTo("ACTIVE");
        assertThat(active.keySet()).contains("startedAt").doesNotContain("endedAt", "duration");
        assertThat(over.getString("status")).isEqualTo("COMPLETED");
        Instant started = Instant.parse(over.getString("startedAt"));
        Instant ended = Instant.parse(over.getString("endedAt"));
        assertThat(over.getJsonNumber("duration").doubleValue())
                .isEqualTo((ended.toEpochMilli() - started.toEpochMilli()) / 1000.0, Offset.offset(0.002));
        assertThat(session.move("status", "COMPLETED").require(200).json()).isEqualTo(over);
        for (String state : List.of("CREATED", "ACTIVE", "FAILED")) {
            JsonObject error = Refusals.assertStandard(session.move("status", state), 409, "CONFLICT");
            assertThat(error.getJsonObject("details").getString("status")).isEqualTo("COMPLETED");
        }
        assertThat(session.detail()).isEqualTo(over);
    }

    @Test
    void aCallMovesItsSession() {
        TestSession session = TestSession.begin(voxlynx, owner, "inbound");

        JsonObject answered =
                session.move("call_status", "ANSWERED").require(200).json();
        assertThat(answered.getString("status")).isEqualTo("ACTIVE");
        session.move("status", "ACTIVE").require(200);
        JsonObject over = session.move("status", "COMPLETED").require(200).json();

        assertThat(over.getString("call_status")).isEqualTo("COMPLETED");
        JsonObject error = Refusals.assertStandard(session.move("call_status", "RINGING"), 409, "CONFLICT");
        assertThat(error.getJsonObject("details").getString("call_status")).isEqualTo("COMPLETED");
    }

    @Test
    void aCallThatNobodyAnsweredHasFailed() {
        TestSession session = TestSession.begin(voxlynx, owner, "outbound");

        JsonObject over = session.move("status", "COMPLETED").require(200).json();

        assertThat(over.getString("status")).isEqualTo("FAILED");
        assertThat(over.getString("call_status")).isEqualTo("NO_ANSWER");
        assertThat(over.keySet()).contains("endedAt").doesNotContain("startedAt", "duration");
        assertThat(session.move("status", "COMPLETED").require(200).json()).isEqualTo(over);
    }

    @Test
    void aSessionOverTheWebHasNoCall() {
        TestSession session = TestSession.begin(voxlynx, owner, null);

        Refusals.assertStandard(session.move("call_status", "ANSWERED"), 409, "CONFLICT");
        assertThat(session.detail().getString("status")).isEqualTo("CREATED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                | status
            {"status":null}                                   | status
            {"status":"active"}                               | status
            {"status":1}                                      | status
            {"call_status":"BUSY"}                            | call_status
            {"call_status":["ANSWERED"]}                      | call_status
            {"status":"FAILED","call_status":"ANSWERED"}      | status
            {"status":"ACTIVE","end_reason":"hangup"}         | end_reason
            {"status":"FAILED","end_reason":"Not a reason"}   | end_reason
            {"status":"FAILED","end_reason":3}                | end_reason
            """)
    void aMoveThatMakesNoSenseIsRefused(String body, String field) {
        TestSession session = TestSession.begin(voxlynx, owner, "inbound");

        Refusals.assertInvalid(patch(worker, session, body), field);
        assertThat(session.detail()).isEqualTo(session.begun());
    }

    @Test
    void theRoomLeadsToItsSession() {
        TestSession session = TestSession.begin(voxlynx, owner, null);

        assertThat(worker.get(session.roomPath()).require(200).json()).isEqualTo(session.begun());
        assertThat(owner.get(session.roomPath()).require(200).json()).isEqualTo(session.begun());
        Refusals.assertStandard(worker.get(PATH + "/by-room/nobody-ever"), 404, "NOT_FOUND");
    }

    /** Nobody may ever report the end of a call that the worker began: LiveKit is asked, and knows of no telephone. */
    @ParameterizedTest
    @CsvSource({"inbound, ANSWERED, COMPLETED", "inbound, RINGING, NO_ANSWER", "outbound, RINGING, NO_ANSWER"})
    void aCallWhoseTelephoneNeverCameIsOverInTheEnd(String direction, String now, String end) {
        TestSession session = TestSession.begin(voxlynx, owner, direction);
        session.move("call_status", now).require(200);

        voxlynx.db()
                .update(
                        "update sessions set created_at = created_at - interval '16 minutes',"
                                + " due_at = clock_timestamp() where id = ?",
                        session.id());

        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(session.detail().getString("call_status")).isEqualTo(end));
    }

    /** The OpenAPI document cannot tell such a room from an operation on a session, so nothing is held against it here. */
    @ParameterizedTest
    @ValueSource(strings = {"analysis", "transfer", "transcripts", "cost-breakdown"})
    void aRoomMayHaveTheNameOfAnOperation(String room) {
        Api unwatched = voxlynx.undocumented(voxlynx.worker());
        String agentId = voxlynx.agent(owner).getString("id");
        JsonObject begun = unwatched
                .post(PATH, TestSession.order(agentId, room).build())
                .require(201)
                .json();

        String path = PATH + "/by-room/" + room;
        assertThat(unwatched.get(path).require(200).json()).isEqualTo(begun);
        unwatched
                .post(
                        path + "/transcripts",
                        Json.createObjectBuilder()
                                .add("speaker", "user")
                                .add("text", "Hello")
                                .build())
                .require(201);
        unwatched.post(path + "/end").require(200);
    }

    @Test
    void endingARoomTwiceEndsItOnce() {
        TestSession session = TestSession.begin(voxlynx, owner, null);
        session.move("status", "ACTIVE").require(200);

        JsonObject over = worker.post(session.roomPath() + "/end").require(200).json();

        assertThat(over.getString("status")).isEqualTo("COMPLETED");
        assertThat(worker.post(session.roomPath() + "/end").require(200).json()).isEqualTo(over);
        assertThat(worker.get(session.roomPath()).require(200).json()).isEqualTo(over);
        assertThat(voxlynx.db().one(String.class, "select end_reason from sessions where id = ?", session.id()))
                .isEqualTo("ended_by_worker");
        Refusals.assertStandard(worker.post(PATH + "/by-room/nobody-ever/end"), 404, "NOT_FOUND");
    }

    @Test
    void endingARoomThatFailedLeavesItFailed() {
        TestSession session = TestSession.begin(voxlynx, owner, "inbound");
        JsonObject failed = session.move("call_status", "FAILED").require(200).json();

        assertThat(worker.post(session.roomPath() + "/end").require(200).json()).isEqualTo(failed);
    }

    @Test
    void anothersSessionIsNotThere() {
        TestSession session = TestSession.begin(voxlynx, owner, null);
        Api stranger = voxlynx.voice2();

        Refusals.assertStandard(stranger.get(session.path()), 404, "NOT_FOUND");
        Refusals.assertStandard(patch(stranger, session, "{\"status\":\"FAILED\"}"), 404, "NOT_FOUND");
        Refusals.assertStandard(stranger.get(session.roomPath()), 404, "NOT_FOUND");
        Refusals.assertStandard(stranger.post(session.roomPath() + "/end"), 404, "NOT_FOUND");
        for (String path : List.of(session.path(), session.roomPath())) {
            Refusals.assertStandard(
                    stranger.post(
                            path + "/transcripts",
                            Json.createObjectBuilder()
                                    .add("speaker", "user")
                                    .add("text", "Hello")
                                    .build()),
                    404,
                    "NOT_FOUND");
        }
        assertThat(session.detail()).isEqualTo(session.begun());
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "voice", "agent-worker"})
    void ownersAdminsAndTheWorkerMayMoveASession(String role) {
        TestSession session = TestSession.begin(voxlynx, owner, null);
        Api caller = voxlynx.caller("voice-1", role);

        patch(caller, session, "{\"status\":\"ACTIVE\"}").require(200);
        patch(caller, session, "{\"status\":\"FAILED\",\"end_reason\":\"agent_crashed\"}")
                .require(200);

        assertThat(session.detail().getString("status")).isEqualTo("FAILED");
        assertThat(voxlynx.db().one(String.class, "select end_reason from sessions where id = ?", session.id()))
                .isEqualTo("agent_crashed");
    }

    private static Answer patch(Api caller, TestSession session, String body) {
        return caller.send(caller.request(session.path())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }
}
