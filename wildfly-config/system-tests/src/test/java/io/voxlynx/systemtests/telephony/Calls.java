package io.voxlynx.systemtests.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Outbound calls of an agent that belongs to {@code voice-1}, and what the database knows of them. */
final class Calls {

    static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Installation voxlynx;
    private final Api owner;

    Calls(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.owner = voxlynx.voice();
    }

    Api owner() {
        return owner;
    }

    /** @return the id of an agent that this user owns */
    UUID agentOf(String user) {
        return agentOf(user, null);
    }

    /** @param number that the agent answers; null for none */
    UUID agentOf(String user, String number) {
        UUID id = UUID.randomUUID();
        voxlynx.db()
                .update(
                        "insert into agents (id, owner_id, name, system_prompt, stt_provider, llm_provider, tts_provider,"
                                + " phone_number, created_at, updated_at) values (?, ?, 'Reception', 'Be kind.',"
                                + " 'deepgram', 'gemini', 'resemble', ?, now(), now())",
                        id,
                        user,
                        number);
        return id;
    }

    static JsonObject order(UUID agentId, String number) {
        return Json.createObjectBuilder()
                .add("agent_id", agentId.toString())
                .add("phone_number", number)
                .build();
    }

    /** @return the call's id */
    String place(String number) {
        return owner.post("/api/telephony/outbound/call", order(agentOf("voice-1"), number))
                .require(201)
                .json()
                .getString("call_id");
    }

    Answer end(String callId) {
        return owner.post("/api/telephony/outbound/call/" + callId + "/end");
    }

    /** What the one face says of it. */
    JsonObject lower(String callId) {
        return owner.get("/api/telephony/outbound/call/" + callId + "/status")
                .require(200)
                .json();
    }

    /** What the other face says of it. */
    JsonObject upper(String callId) {
        return owner.get("/api/calls/" + callId + "/status").require(200).json();
    }

    String state(String callId) {
        return upper(callId).getString("call_status");
    }

    JsonObject await(String callId, String state) {
        await(callId, state, PATIENCE);
        return upper(callId);
    }

    void await(String callId, String state, Duration patience) {
        Awaitility.await(state)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    String now = state(callId);
                    if (isTerminal(now) && !now.equals(state)) {
                        throw new IllegalStateException("It became " + now + ": " + events(callId));
                    }
                    assertThat(now).isEqualTo(state);
                });
    }

    private static boolean isTerminal(String state) {
        return List.of("COMPLETED", "FAILED", "NO_ANSWER").contains(state);
    }

    String endReason(String callId) {
        return voxlynx.db().one(String.class, "select end_reason from sessions where id = ?", UUID.fromString(callId));
    }

    List<String> events(String callId) {
        return voxlynx.db()
                .list(
                        String.class,
                        "select kind || coalesce('>' || call_status, '') from session_events where session_id = ?"
                                + " order by id",
                        UUID.fromString(callId));
    }

    static String room(String callId) {
        return "call-" + callId;
    }

    /** The phones that rang for this call. */
    List<JsonObject> dials(String callId) {
        return voxlynx.liveKit().dialsIn(room(callId));
    }

    void awaitSilence(String room) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> voxlynx.liveKit().participants(room).isEmpty());
    }
}
