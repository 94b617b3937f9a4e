package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.UUID;

/** One test's own session in a room of its own, begun by the agents' worker over the web or as a call. */
public final class TestSession {

    private final Api worker;
    private final JsonObject begun;

    private TestSession(Api worker, JsonObject begun) {
        this.worker = worker;
        this.begun = begun;
    }

    /** @param direction {@code inbound} or {@code outbound}; null for one over the web */
    public static TestSession begin(Installation voxlynx, Api owner, String direction) {
        JsonObjectBuilder order = order(voxlynx.agent(owner).getString("id"), newRoom());
        if (direction != null) {
            order.add("direction", direction).add("phone_number", "+14155550100");
        }
        Api worker = voxlynx.worker();
        return new TestSession(
                worker, worker.post("/api/sessions", order.build()).require(201).json());
    }

    public static JsonObjectBuilder order(String agentId, String room) {
        return Json.createObjectBuilder().add("agent_id", agentId).add("room_name", room);
    }

    public static String newRoom() {
        return "room " + UUID.randomUUID();
    }

    public UUID id() {
        return UUID.fromString(begun.getString("id"));
    }

    public String path() {
        return "/api/sessions/" + id();
    }

    public String roomPath() {
        return "/api/sessions/by-room/" + room().replace(" ", "%20");
    }

    public String room() {
        return begun.getString("roomName");
    }

    public String agentId() {
        return begun.getString("agentId");
    }

    /** The answer to its beginning. */
    public JsonObject begun() {
        return begun;
    }

    public JsonObject detail() {
        return worker.get(path()).require(200).json();
    }

    public Answer move(String member, String state) {
        return worker.patch(
                path(), Json.createObjectBuilder().add(member, state).build());
    }

    public Answer say(String speaker, String text) {
        return worker.post(
                path() + "/transcripts",
                Json.createObjectBuilder()
                        .add("speaker", speaker)
                        .add("text", text)
                        .build());
    }
}
