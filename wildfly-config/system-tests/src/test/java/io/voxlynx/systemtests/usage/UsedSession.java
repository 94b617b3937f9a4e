package io.voxlynx.systemtests.usage;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.UUID;

/** A session of an agent of a voice user whom no other test knows, and what may be reported of it. */
record UsedSession(String id, String agentId, String ownerId, Api owner) {

    static UsedSession of(Installation voxlynx) {
        String ownerId = "voice-" + UUID.randomUUID();
        return ofAgent(voxlynx, ownerId, agent(voxlynx, ownerId));
    }

    /** Another session of the same agent. */
    UsedSession another(Installation voxlynx) {
        return ofAgent(voxlynx, ownerId, agentId);
    }

    /** A session of another agent of the same owner. */
    UsedSession ofAnotherAgent(Installation voxlynx) {
        return ofAgent(voxlynx, ownerId, agent(voxlynx, ownerId));
    }

    private static UsedSession ofAgent(Installation voxlynx, String ownerId, String agentId) {
        String id = voxlynx.worker()
                .post(
                        "/api/sessions",
                        TestSession.order(agentId, TestSession.newRoom()).build())
                .require(201)
                .json()
                .getString("id");
        return new UsedSession(id, agentId, ownerId, voxlynx.caller(ownerId, "voice"));
    }

    private static String agent(Installation voxlynx, String ownerId) {
        return voxlynx.agent(voxlynx.caller(ownerId, "voice")).getString("id");
    }

    JsonObject measured(String type, String provider, JsonObjectBuilder data) {
        return of(type, provider).add("usage_data", data).build();
    }

    JsonObject speech(String seconds) {
        return measured(
                "stt_minutes",
                "deepgram",
                Json.createObjectBuilder().add("audio_duration_seconds", new BigDecimal(seconds)));
    }

    JsonObject tokens(int input, int output) {
        return measured(
                "llm_tokens",
                "gemini",
                Json.createObjectBuilder().add("input_tokens", input).add("output_tokens", output));
    }

    JsonObject characters(int count) {
        return measured("tts_characters", "resemble", Json.createObjectBuilder().add("character_count", count));
    }

    JsonObject charged(String type, String provider, String quantity, String unitCost, String totalCost) {
        return of(type, provider)
                .add("quantity", new BigDecimal(quantity))
                .add("unit_cost", new BigDecimal(unitCost))
                .add("total_cost", new BigDecimal(totalCost))
                .build();
    }

    private JsonObjectBuilder of(String type, String provider) {
        return Json.createObjectBuilder()
                .add("session_id", id)
                .add("user_id", ownerId)
                .add("agent_id", agentId)
                .add("event_type", type)
                .add("provider", provider);
    }
}
