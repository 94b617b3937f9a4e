package io.voxlynx.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.systemtests.jms.Client;
import io.voxlynx.systemtests.jms.Key;
import io.voxlynx.systemtests.jms.Subscriber;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A durable subscription lives on one node, and misses nothing of the other's while its node is dead. */
@ClusterTest
class EventsOfBothNodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @ParameterizedTest
    @EnumSource
    void whatHappensWhileTheSubscribersNodeIsDeadArrivesWhenItReturns(Client client, Cluster voxlynx) throws Exception {
        Key key = Key.made(voxlynx.somebody("admin")
                .post(1, "/api/api-keys", "application/json", "{\"name\": \"crm\", \"scopes\": [\"events\"]}")
                .require(201)
                .json());
        UUID campaign = UUID.randomUUID();
        try (Subscriber subscriber =
                new Subscriber(client.at(voxlynx.platform().node(1).jmsPort()), key, client.topic)) {
            await().atMost(PATIENCE).until(() -> subscriber.connections() == 1);
            happen(voxlynx, campaign, 20);
            await().atMost(PATIENCE).until(() -> subscriber.heardOf(campaign) == 20);

            voxlynx.platform().node(1).kill();
            try {
                happen(voxlynx, campaign, 50);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(voxlynx.db()
                                        .count("select count(*) from domain_events where published_at is null"))
                                .isZero());
            } finally {
                voxlynx.platform().node(1).start();
            }

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(subscriber.heardOf(campaign)).isEqualTo(70));
        }
    }

    private static void happen(Cluster voxlynx, UUID campaign, int times) {
        voxlynx.db().update("""
                insert into domain_events (id, type, subject_kind, subject_id, owner_id, data)
                select gen_random_uuid(), 'campaign.started', 'campaign', ?, 'somebody', '{}'
                from generate_series(1, ?)""", campaign, times);
    }
}
