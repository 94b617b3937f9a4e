package io.voxlynx.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private void cutOff() throws Exception {
        voxlynx.platform()
                .node(0)
                .management()
                .run("/subsystem=messaging-activemq/server=default:close-connections-for-user(user=" + key.user()
                        + ")");
    }

    /** What the rows say: ids of events by subject. */
    private Map<String, List<String>> recorded(UUID campaign) {
        return bySubject(voxlynx
                .db()
                .list(
                        String.class,
                        "select subject_id || ' ' || id from domain_events where subject_id = ? or data ->> 'campaignId' = ?"
                                + " order by position",
                        campaign,
                        campaign.toString())
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
