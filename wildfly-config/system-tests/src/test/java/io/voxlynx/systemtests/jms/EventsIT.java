package io.voxlynx.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Systems that listen hear of everything, whoever cuts them off. */
@SystemTest
class EventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Installation voxlynx;
    private final Key key;
    private final int port;

    EventsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.key = Key.of(voxlynx.admin(), "events");
        this.port = voxlynx.platform().node(0).jmsPort();
    }

    @ParameterizedTest
    @EnumSource
    void whoIsCutOffInTheMiddleOfACampaignMissesNothing(Client client) throws Exception {
        Described described = Described.servedTo(voxlynx.undocumented(voxlynx.anonymous()));
        try (Subscriber subscriber = new Subscriber(client.at(port), key, client.topic)) {
            await().atMost(PATIENCE).until(() -> subscriber.connections() == 1);
            TestCampaign campaign = voxlynx.campaign(Contacts.of(60), 10);
            campaign.start();
            for (int cut = 1; cut <= 3; cut++) {
                int enough = cut * 20;
                await().atMost(PATIENCE).until(() -> subscriber.heard().size() >= enough);
                int before = subscriber.connections();
                cutOff();
                await().atMost(PATIENCE).until(() -> subscriber.connections() > before);
            }
            campaign.awaitEnd(PATIENCE);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(heardOf(campaign.id(), subscriber))
                            .as("all of it and nothing else; of each subject in its order")
                            .isEqualTo(recorded(campaign.id())));
            subscriber.heard().forEach(described::requireEvent);
            assertThat(subscriber.heard().stream()
                            .map(Described::read)
                            .map(event -> event.get("type").textValue()))
                    .contains(
                            "import.finished", "campaign.started", "call.launched", "call.ended", "campaign.completed");
        }
    }

    @Test
    void aConversationIsToldOfFromItsBeginToWhatItCost() {
        Described described = Described.servedTo(voxlynx.undocumented(voxlynx.anonymous()));
        String subject = "heard-" + UUID.randomUUID();
        Api owner = voxlynx.caller(subject, "voice");
        try (Subscriber subscriber = new Subscriber(Client.ARTEMIS.at(port), key, Client.ARTEMIS.topic)) {
            await().atMost(PATIENCE).until(() -> subscriber.connections() == 1);
            String agent = voxlynx.agent(owner).getString("id");
            String session = owner.post(
                            "/api/telephony/outbound/call",
                            Json.createObjectBuilder()
                                    .add("agent_id", agent)
                                    .add("phone_number", Phones.answering())
                                    .build())
                    .require(201)
                    .json()
                    .getString("call_id");
            await().atMost(PATIENCE).until(() -> status(owner, session).equals("ANSWERED"));
            voxlynx.worker()
                    .post(
                            "/api/usage/events",
                            Json.createObjectBuilder()
                                    .add("session_id", session)
                                    .add("user_id", subject)
                                    .add("agent_id", agent)
                                    .add("event_type", "stt_minutes")
                                    .add("provider", "deepgram")
                                    .add(
                                            "usage_data",
                                            Json.createObjectBuilder().add("audio_duration_seconds", 90.5))
                                    .build())
                    .require(201);
            owner.post(
                            "/api/sessions/" + session + "/transfer",
                            Json.createObjectBuilder()
                                    .add("phone_number", Phones.answering())
                                    .add("type", "warm")
                                    .build())
                    .require(200);
            owner.post("/api/telephony/outbound/call/" + session + "/end").require(200);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(typesOf(subject, subscriber))
                            .containsExactlyInAnyOrder(
                                    "session.started", "session.transferred", "session.ended", "usage.recorded"));
            assertThat(subscriber.idsHeardOf(UUID.fromString(session)))
                    .isEqualTo(recorded(UUID.fromString(session)).get(session));
            subscriber.heard().forEach(described::requireEvent);
        }
    }

    private static String status(Api owner, String session) {
        return owner.get("/api/calls/" + session + "/status")
                .require(200)
                .json()
                .getString("call_status");
    }

    private static List<String> typesOf(String owner, Subscriber subscriber) {
        return subscriber.heard().stream()
                .map(Described::read)
                .filter(event -> event.get("owner").textValue().equals(owner))
                .map(event -> event.get("type").textValue())
                .toList();
    }

    private void cutOff() throws Exception {
        voxlynx.platform()
                .node(0)
                .management()
                .run("/subsystem=messaging-activemq/server=default:close-connections-for-user(user=" + key.user()
                        + ")");
    }

    /** What the rows say: ids of events by subject. */
    private Map<String, List<String>> recorded(UUID subject) {
        return bySubject(voxlynx
                .db()
                .list(
                        String.class,
                        "select subject_id || ' ' || id from domain_events where subject_id = ? or data ->> 'campaignId' = ?"
                                + " order by position",
                        subject,
                        subject.toString())
                .stream());
    }

    private static Map<String, List<String>> heardOf(UUID campaign, Subscriber subscriber) {
        return bySubject(subscriber.heard().stream()
                .map(Described::read)
                .filter(event -> event.at("/subject/id").textValue().equals(campaign.toString())
                        || event.at("/data/campaignId").asText().equals(campaign.toString()))
                .map(event -> event.at("/subject/id").textValue() + " "
                        + event.get("id").textValue()));
    }

    private static Map<String, List<String>> bySubject(Stream<String> events) {
        return events.map(event -> event.split(" "))
                .collect(Collectors.groupingBy(
                        event -> event[0], Collectors.mapping(event -> event[1], Collectors.toList())));
    }
}
