package io.voxlynx.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.run.Node;
import io.voxlynx.systemtests.jms.Client;
import io.voxlynx.systemtests.jms.Key;
import io.voxlynx.systemtests.jms.Subscriber;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A durable subscription lives on one node, and misses nothing of what happens while its node is dead. */
@ClusterTest
class EventsOfBothNodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @ParameterizedTest
    @EnumSource
    void whatHappensWhileTheSubscribersNodeIsDeadArrivesInItsOrderAlsoIfTheOtherDiesMeanwhile(
            Client client, Cluster voxlynx) throws Exception {
        Key key = Key.made(voxlynx.somebody("admin")
                .post(1, "/api/api-keys", "application/json", "{\"name\": \"crm\", \"scopes\": [\"events\"]}")
                .require(201)
                .json());
        Node other = voxlynx.platform().node(0);
        Node subscribers = voxlynx.platform().node(1);
        UUID campaign = UUID.randomUUID();
        try (Subscriber subscriber = new Subscriber(client.at(subscribers.jmsPort()), key, client.topic)) {
            await().atMost(PATIENCE).until(() -> subscriber.connections() == 1);
            happen(voxlynx, campaign, 20);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(subscriber.idsHeardOf(campaign)).isEqualTo(recorded(voxlynx, campaign)));

            subscribers.kill();
            try {
                happen(voxlynx, campaign, 25);
                awaitTold(voxlynx, other);
                other.kill();
                happen(voxlynx, campaign, 5);
                other.start();
                happen(voxlynx, campaign, 25);
                awaitTold(voxlynx, other);
            } finally {
                subscribers.start();
            }
            happen(voxlynx, campaign, 25);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(subscriber.idsHeardOf(campaign)).isEqualTo(recorded(voxlynx, campaign)));
        }
    }

    private static List<String> recorded(Cluster voxlynx, UUID campaign) {
        return voxlynx.db()
                .list(
                        String.class,
                        "select id::text from domain_events where subject_id = ? order by position",
                        campaign);
    }

    /** Its broker has them all. */
    private static void awaitTold(Cluster voxlynx, Node node) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(voxlynx.db().count("""
                                        select count(*) from domain_events where sequence is null
                                            or sequence > (select sequence from event_relays where node = ?)""", node.name())).isZero());
    }

    private static void happen(Cluster voxlynx, UUID campaign, int times) {
        voxlynx.db().update("""
                insert into domain_events (id, type, subject_kind, subject_id, owner_id, data)
                select gen_random_uuid(), 'campaign.started', 'campaign', ?, 'somebody', '{}'
                from generate_series(1, ?)""", campaign, times);
    }
}
