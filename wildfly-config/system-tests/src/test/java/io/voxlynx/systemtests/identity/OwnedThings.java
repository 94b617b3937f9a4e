package io.voxlynx.systemtests.identity;

import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Multipart;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.TestAgents;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Makes what the owners own, each thing new, and clears away what would go on by itself. */
final class OwnedThings {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Installation voxlynx;
    private final Api operator;
    private final Api voice;
    private final List<String> campaigns = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    OwnedThings(Installation voxlynx, Cast cast) {
        this.voxlynx = voxlynx;
        this.operator = cast.owner("operator");
        this.voice = cast.owner("voice");
    }

    /** For things that nobody changes. */
    static Supplier<String> once(Supplier<String> make) {
        AtomicReference<String> made = new AtomicReference<>();
        return () -> made.updateAndGet(thing -> thing == null ? make.get() : thing);
    }

    JsonObject newAssistant() {
        return Json.createObjectBuilder()
                .add("name", "Matrix")
                .add("config", JsonValue.EMPTY_JSON_OBJECT)
                .build();
    }

    String assistant() {
        return made(voxlynx.admin(), "/api/assistants", newAssistant(), "id");
    }

    Multipart newCampaign() {
        return new Multipart()
                .json("campaign", voxlynx.order(1, "continuous"))
                .file("contactsCsv", "contacts.csv", Contacts.of(1).csv());
    }

    String campaign() {
        return uploaded(newCampaign());
    }

    /** A campaign that somebody is told of, and has been already. */
    String tellingCampaign() {
        Multipart form = new Multipart()
                .json(
                        "campaign",
                        Json.createObjectBuilder(voxlynx.order(1, "continuous"))
                                .add("webhookUrl", voxlynx.callbacks().url())
                                .build())
                .file("contactsCsv", "contacts.csv", Contacts.of(1).csv());
        String id = uploaded(form);
        await().atMost(PATIENCE)
                .until(() -> voxlynx.db()
                                .count(
                                        "select count(*) from callbacks where campaign_id::text = ? and state = 'DELIVERED'",
                                        id)
                        == 1);
        return id;
    }

    /** Its contacts are made searchable after the answer, which nobody's request has to do with. */
    private String uploaded(Multipart form) {
        String id = operator.post("/api/campaigns", form).require(201).json().getString("campaignId");
        campaigns.add(id);
        await().atMost(PATIENCE)
                .until(() -> voxlynx.db()
                                .count(
                                        "select count(*) from campaigns where id::text = ? and searchable_contacts = total_contacts",
                                        id)
                        == 1);
        return id;
    }

    /** What its receiver was told. */
    String delivery() {
        return voxlynx.db()
                .one(UUID.class, "select id from callbacks where campaign_id::text = ?", tellingCampaign())
                .toString();
    }

    String queuedCampaign() {
        String id = campaign();
        operator.post("/api/campaigns/" + id + "/start", JsonValue.EMPTY_JSON_OBJECT)
                .require(200);
        return id;
    }

    String pausedCampaign() {
        String id = queuedCampaign();
        operator.post("/api/campaigns/" + id + "/pause").require(200);
        return id;
    }

    String agent() {
        return voxlynx.agent(voice).getString("id");
    }

    /** @return the number that an agent of the owner's answers */
    String number() {
        String number = TestAgents.phoneNumber();
        made(
                voice,
                "/api/agents",
                TestAgents.profile().add("phoneNumber", number).build(),
                "id");
        return number;
    }

    String apiKey() {
        return made(operator, "/api/api-keys", newApiKey(), "id");
    }

    JsonObject newApiKey() {
        return Json.createObjectBuilder().add("name", "Matrix").build();
    }

    String session() {
        return sessionIn(agent(), TestSession.newRoom());
    }

    private String sessionIn(String agentId, String room) {
        return made(
                voxlynx.worker(),
                "/api/sessions",
                TestSession.order(agentId, room).build(),
                "id");
    }

    /** @return a room in which a session of the owner's lives */
    String room() {
        String room = Cast.PREFIX + UUID.randomUUID();
        sessionIn(agent(), room);
        return room;
    }

    String agentIn(String room) {
        return voxlynx.db()
                .one(UUID.class, "select agent_id from sessions where room_name = ?", room)
                .toString();
    }

    /** A session that something was spent on. */
    String chargedSession() {
        String id = session();
        charge(id);
        return id;
    }

    String agentWithCosts() {
        String agent = agent();
        charge(sessionIn(agent, TestSession.newRoom()));
        return agent;
    }

    private void charge(String sessionId) {
        voxlynx.worker().post("/api/usage/events", usage(sessionId)).require(201);
    }

    /** As somebody reports it in the owner's name. */
    JsonObject usage(String sessionId) {
        return Json.createObjectBuilder()
                .add("session_id", sessionId)
                .add("user_id", Cast.subjectOfOwner("voice"))
                .add("event_type", "tts_characters")
                .add("provider", "resemble")
                .add("usage_data", Json.createObjectBuilder().add("character_count", 10))
                .build();
    }

    /** To somebody who hangs up by himself. */
    JsonObject newCall(String agentId) {
        return order(agentId, Phones.endingIn("0200"));
    }

    /** A telephone call that was answered and goes on. */
    String call() {
        String id = made(voice, "/api/telephony/outbound/call", order(agent(), Phones.answering()), "call_id");
        calls.add(id);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> voice.get("/api/calls/" + id + "/status")
                        .require(200)
                        .json()
                        .getString("call_status")
                        .equals("ANSWERED"));
        return id;
    }

    private static JsonObject order(String agentId, String number) {
        return Json.createObjectBuilder()
                .add("agent_id", agentId)
                .add("phone_number", number)
                .build();
    }

    void clearAway() {
        calls.forEach(id -> voxlynx.admin().post("/api/telephony/outbound/call/" + id + "/end"));
        campaigns.forEach(id -> voxlynx.admin().post("/api/campaigns/" + id + "/cancel"));
    }

    private static String made(Api by, String path, JsonObject body, String id) {
        return by.post(path, body).require(201).json().getString(id);
    }
}
