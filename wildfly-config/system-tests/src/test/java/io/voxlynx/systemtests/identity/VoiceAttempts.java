package io.voxlynx.systemtests.identity;

import static io.voxlynx.systemtests.identity.Attempt.at;
import static io.voxlynx.systemtests.identity.Attempt.get;
import static io.voxlynx.systemtests.identity.Attempt.post;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.LiveKitClient;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.TestAgents;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** How the operations on agents, sessions, calls and costs are asked for. */
final class VoiceAttempts {

    private static final BiPredicate<Answer, String> BY_ITS_ID =
            (answer, id) -> answer.text().contains(id);

    private final Installation voxlynx;
    private final OwnedThings things;
    private final Supplier<String> agent;
    private final Supplier<String> session;

    private VoiceAttempts(Installation voxlynx, OwnedThings things) {
        this.voxlynx = voxlynx;
        this.things = things;
        this.agent = OwnedThings.once(things::agent);
        this.session = OwnedThings.once(things::chargedSession);
    }

    static List<Attempt> of(Installation voxlynx, OwnedThings things) {
        VoiceAttempts attempts = new VoiceAttempts(voxlynx, things);
        List<Attempt> all = new ArrayList<>(attempts.onAgents());
        all.addAll(attempts.onSessions());
        all.addAll(attempts.onCalls());
        all.addAll(attempts.onRooms());
        all.addAll(attempts.onFigures());
        return all;
    }

    private List<Attempt> onAgents() {
        JsonObject profile = TestAgents.profile().build();
        Supplier<String> number = OwnedThings.once(things::number);
        return List.of(
                get("GET /api/agents", agent, "/api/agents?limit=100").showing(BY_ITS_ID),
                post("POST /api/agents", () -> "", "/api/agents", none -> profile),
                get("GET /api/agents/{id}", agent, "/api/agents/{id}"),
                at("PUT /api/agents/{id}", things::agent, (caller, id) -> caller.put("/api/agents/" + id, profile)),
                at("DELETE /api/agents/{id}", things::agent, (caller, id) -> caller.delete("/api/agents/" + id)),
                at(
                        "GET /api/telephony/lookup",
                        number,
                        (caller, e164) ->
                                caller.get("/api/telephony/lookup?phone_number=" + e164.replace("+", "%2B"))));
    }

    private List<Attempt> onSessions() {
        Supplier<String> room = OwnedThings.once(things::room);
        JsonObject words = Json.createObjectBuilder()
                .add("speaker", "user")
                .add("text", "Good morning")
                .build();
        JsonObject active = Json.createObjectBuilder().add("status", "ACTIVE").build();
        return List.of(
                get("GET /api/sessions", session, "/api/sessions?limit=100").showing(BY_ITS_ID),
                post(
                        "POST /api/sessions",
                        agent,
                        "/api/sessions",
                        id -> TestSession.order(id, TestSession.newRoom()).build()),
                get("GET /api/sessions/{id}", session, "/api/sessions/{id}"),
                at(
                        "PATCH /api/sessions/{id}",
                        things::session,
                        (caller, id) -> caller.patch("/api/sessions/" + id, active)),
                post(
                        "POST /api/sessions/{id}/transcripts",
                        things::session,
                        "/api/sessions/{id}/transcripts",
                        id -> words),
                get("GET /api/sessions/{id}/analysis", session, "/api/sessions/{id}/analysis"),
                get("GET /api/sessions/{id}/cost-breakdown", session, "/api/sessions/{id}/cost-breakdown"),
                post(
                        "POST /api/sessions/{id}/transfer",
                        things::call,
                        "/api/sessions/{id}/transfer",
                        id -> Json.createObjectBuilder()
                                .add("phone_number", Phones.answering())
                                .add("type", "cold")
                                .build()),
                get("GET /api/sessions/by-room/{room}", room, "/api/sessions/by-room/{room}"),
                post(
                        "POST /api/sessions/by-room/{room}/transcripts",
                        things::room,
                        "/api/sessions/by-room/{room}/transcripts",
                        name -> words),
                post("POST /api/sessions/by-room/{room}/end", things::room, "/api/sessions/by-room/{room}/end"));
    }

    private List<Attempt> onCalls() {
        Supplier<String> call = OwnedThings.once(things::call);
        return List.of(
                post("POST /api/telephony/outbound/call", agent, "/api/telephony/outbound/call", things::newCall),
                get("GET /api/telephony/outbound/call/{id}/status", call, "/api/telephony/outbound/call/{id}/status"),
                post(
                        "POST /api/telephony/outbound/call/{id}/end",
                        things::call,
                        "/api/telephony/outbound/call/{id}/end"),
                post("POST /api/calls/outbound (in no name)", agent, "/api/calls/outbound", things::newCall),
                at(
                        "POST /api/calls/outbound (in the owner's)",
                        agent,
                        (caller, id) -> caller.send(caller.request("/api/calls/outbound")
                                .header("x-user-id", Cast.subjectOfOwner("voice"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(things.newCall(id).toString())))),
                get("GET /api/calls/{id}/status", call, "/api/calls/{id}/status"));
    }

    private List<Attempt> onRooms() {
        return List.of(
                post(
                        "POST /api/livekit/token (a new room)",
                        agent,
                        "/api/livekit/token",
                        id -> token(id, "matrix-" + UUID.randomUUID())),
                at(
                        "POST /api/livekit/token (the owner's room)",
                        things::room,
                        (caller, room) -> caller.post("/api/livekit/token", token(things.agentIn(room), room))),
                at(
                        "POST /api/livekit/webhook (signed)",
                        VoiceAttempts::event,
                        (caller, body) -> voxlynx.liveKit().deliver(body)),
                at(
                        "POST /api/livekit/webhook (unsigned)",
                        VoiceAttempts::event,
                        (caller, body) -> caller.post("/api/livekit/webhook", "application/webhook+json", body)));
    }

    private static JsonObject token(String agentId, String room) {
        return Json.createObjectBuilder()
                .add("agentId", agentId)
                .add("roomName", room)
                .build();
    }

    private static String event() {
        return LiveKitClient.event("room_started", "matrix-nobodys-" + UUID.randomUUID());
    }

    private List<Attempt> onFigures() {
        return List.of(
                post("POST /api/usage/events", session, "/api/usage/events", things::usage),
                get("GET /api/costs/summary", session, "/api/costs/summary")
                        .showing((answer, any) -> isPositive(answer.json(), "total_cost")),
                get("GET /api/costs/timeline", session, "/api/costs/timeline")
                        .showing((answer, any) -> answer.array().getValuesAs(JsonObject.class).stream()
                                .anyMatch(point -> isPositive(point, "total_cost"))),
                get("GET /api/costs/by-agent", things::agentWithCosts, "/api/costs/by-agent")
                        .showing(BY_ITS_ID),
                get("GET /api/dashboard/metrics", session, "/api/dashboard/metrics")
                        .showing((answer, any) -> isPositive(answer.json(), "totalSessions")));
    }

    private static boolean isPositive(JsonObject figures, String member) {
        JsonNumber figure = figures.getJsonNumber(member);
        return figure.bigDecimalValue().compareTo(BigDecimal.ZERO) > 0;
    }
}
