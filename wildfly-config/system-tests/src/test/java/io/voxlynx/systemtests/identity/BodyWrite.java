package io.voxlynx.systemtests.identity;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.TestAgents;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A good request to an operation with a JSON body, and where the database keeps what came of it.
 *
 * @param thing what the path or the body names, new each time
 * @param idMember of the answer, by which the row is found; empty: by the thing
 * @param rows the rest of {@code select … from}, of one row named t; empty where nothing is kept
 * @param settles whether the row stays as it is; a call goes on by itself
 */
record BodyWrite(
        String operation,
        Api caller,
        Supplier<String> thing,
        Function<String, JsonObject> body,
        String idMember,
        String rows,
        boolean settles) {

    static List<BodyWrite> all(Installation voxlynx, OwnedThings things, Cast cast) {
        List<BodyWrite> all = new ArrayList<>(ofCampaigns(voxlynx, things, cast));
        all.addAll(ofPeople(voxlynx, things, cast));
        all.addAll(ofAgentsAndSessions(voxlynx, things, cast));
        all.addAll(ofCalls(voxlynx, things, cast));
        return all;
    }

    private static List<BodyWrite> ofCampaigns(Installation voxlynx, OwnedThings things, Cast cast) {
        Api admin = voxlynx.admin();
        Supplier<String> none = () -> "";
        String url = voxlynx.callbacks().url();
        return List.of(
                made("POST /api/assistants", admin, none, any -> things.newAssistant(), "id", "assistants"),
                changed(
                        "PATCH /api/assistants/{id}",
                        admin,
                        things::assistant,
                        id -> one("name", "Renamed"),
                        "assistants"),
                changed(
                        "PATCH /api/campaigns/{id}",
                        cast.owner("operator"),
                        things::campaign,
                        id -> Json.createObjectBuilder()
                                .add("cap", 3)
                                .add("webhookUrl", url)
                                .build(),
                        "campaigns"),
                new BodyWrite(
                        "POST /api/webhooks/test",
                        cast.owner("operator"),
                        () -> url,
                        any -> one("webhookUrl", url),
                        "",
                        "",
                        false),
                new BodyWrite(
                        "POST /api/webhooks/resend",
                        cast.owner("operator"),
                        things::campaign,
                        id -> one("campaignId", id),
                        "",
                        "campaigns t where t.id::text = ?",
                        true),
                changed(
                        "POST /api/campaigns/{id}/start",
                        cast.owner("operator"),
                        things::campaign,
                        id -> JsonObject.EMPTY_JSON_OBJECT,
                        "campaigns"),
                changed(
                        "POST /api/scheduler/tick",
                        voxlynx.scheduler(),
                        things::campaign,
                        id -> one("campaignId", id),
                        "campaigns"));
    }

    private static List<BodyWrite> ofPeople(Installation voxlynx, OwnedThings things, Cast cast) {
        String url = voxlynx.callbacks().url();
        return List.of(
                new BodyWrite(
                        "PATCH /api/me",
                        cast.owner("operator"),
                        () -> Cast.subjectOfOwner("operator"),
                        any -> one("webhookUrl", url),
                        "",
                        "users t where t.subject = ?",
                        true),
                changed(
                        "PATCH /api/users/{id}",
                        voxlynx.admin(),
                        cast::newPerson,
                        id -> one("webhookUrl", url),
                        "users"),
                made(
                        "POST /api/users",
                        voxlynx.admin(),
                        () -> Cast.PREFIX + UUID.randomUUID() + "@example.com",
                        address -> one("email", address),
                        "id",
                        "users"),
                changed(
                        "PUT /api/users/{id}/role",
                        voxlynx.admin(),
                        cast::newPerson,
                        id -> one("role", "operator"),
                        "users"),
                made(
                        "POST /api/api-keys",
                        cast.owner("operator"),
                        () -> "",
                        any -> things.newApiKey(),
                        "id",
                        "api_keys"));
    }

    private static List<BodyWrite> ofAgentsAndSessions(Installation voxlynx, OwnedThings things, Cast cast) {
        Api voice = cast.owner("voice");
        Api worker = voxlynx.worker();
        JsonObject profile = TestAgents.profile().build();
        JsonObject words = Json.createObjectBuilder()
                .add("speaker", "user")
                .add("text", "Good morning")
                .build();
        return List.of(
                made("POST /api/agents", voice, () -> "", any -> profile, "id", "agents"),
                changed("PUT /api/agents/{id}", voice, things::agent, id -> profile, "agents"),
                made(
                        "POST /api/sessions",
                        worker,
                        things::agent,
                        id -> TestSession.order(id, TestSession.newRoom()).build(),
                        "id",
                        "sessions"),
                changed("PATCH /api/sessions/{id}", worker, things::session, id -> one("status", "ACTIVE"), "sessions"),
                new BodyWrite(
                        "POST /api/sessions/{id}/transcripts",
                        worker,
                        things::session,
                        id -> words,
                        "",
                        "transcripts t where t.session_id::text = ?",
                        true),
                new BodyWrite(
                        "POST /api/sessions/by-room/{room}/transcripts",
                        worker,
                        things::room,
                        room -> words,
                        "",
                        "transcripts t join sessions s on s.id = t.session_id where s.room_name = ?",
                        true),
                made("POST /api/usage/events", worker, things::session, things::usage, "id", "usage_events"));
    }

    private static List<BodyWrite> ofCalls(Installation voxlynx, OwnedThings things, Cast cast) {
        Api voice = cast.owner("voice");
        String ofSession = "sessions t where t.id::text = ?";
        return List.of(
                new BodyWrite(
                        "POST /api/telephony/outbound/call",
                        voice,
                        things::agent,
                        things::newCall,
                        "call_id",
                        ofSession,
                        false),
                new BodyWrite(
                        "POST /api/calls/outbound",
                        voxlynx.worker(),
                        things::agent,
                        things::newCall,
                        "call_id",
                        ofSession,
                        false),
                new BodyWrite(
                        "POST /api/sessions/{id}/transfer",
                        voice,
                        things::call,
                        id -> Json.createObjectBuilder()
                                .add("phone_number", Phones.answering())
                                .add("type", "cold")
                                .build(),
                        "",
                        ofSession,
                        false),
                new BodyWrite(
                        "POST /api/livekit/token",
                        voice,
                        things::agent,
                        id -> Json.createObjectBuilder()
                                .add("agentId", id)
                                .add("roomName", Cast.PREFIX + UUID.randomUUID())
                                .build(),
                        "",
                        "",
                        false));
    }

    private static BodyWrite made(
            String operation,
            Api caller,
            Supplier<String> thing,
            Function<String, JsonObject> body,
            String idMember,
            String table) {
        return new BodyWrite(operation, caller, thing, body, idMember, table + " t where t.id::text = ?", true);
    }

    private static BodyWrite changed(
            String operation, Api caller, Supplier<String> thing, Function<String, JsonObject> body, String table) {
        return made(operation, caller, thing, body, "", table);
    }

    private static JsonObject one(String name, String value) {
        return Json.createObjectBuilder().add(name, value).build();
    }
}
