package io.voxlynx.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Assistants;
import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.systemtests.harness.CallbackClient;
import io.voxlynx.systemtests.harness.Contacts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a campaign tells its receiver outlives the node that was about to tell it. */
@ClusterTest
class WebhooksOfBothNodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void aNodeThatDiesHalfwayTakesNoWebhookWithIt(Cluster voxlynx) throws Exception {
        LocalPlatform platform = voxlynx.platform();
        CallbackClient receiver = new CallbackClient(platform);
        // Slow, so that some are under way whenever the node dies.
        receiver.answer(Json.createObjectBuilder().add("delayMillis", 100).build());
        Campaign campaign = campaignThatTells(receiver, platform);
        campaign.start();
        await().atMost(PATIENCE).until(() -> receiver.received().size() >= 10);

        platform.node(1).kill();
        try {
            await().atMost(PATIENCE)
                    .until(() -> voxlynx.db()
                            .one(String.class, "select status from campaigns where id = ?", campaign.id())
                            .equals("COMPLETED"));
        } finally {
            platform.node(1).start();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receivedBy(receiver)).isEqualTo(recorded(voxlynx, campaign.id())));
    }

    private static Campaign campaignThatTells(CallbackClient receiver, LocalPlatform platform) {
        Api anybody = Api.of(platform.node(0).baseUrl());
        JsonObject assistant = Assistants.imported(anybody.as(platform.sandbox().token("webhooks-admin", "admin")));
        Api owner = anybody.as(platform.sandbox().token("webhooks-owner", "operator"));
        Campaign campaign = Campaign.create(
                owner, "Told", assistant.getString("id"), 8, Contacts.of(80).csv());
        owner.patch(
                        campaign.path(),
                        Json.createObjectBuilder()
                                .add("webhookUrl", receiver.url())
                                .build())
                .require(200);
        return campaign;
    }

    private static Set<String> receivedBy(CallbackClient receiver) {
        return receiver.received().stream()
                .map(request -> request.getJsonObject("headers").getString("X-VoxLynx-Delivery"))
                .collect(Collectors.toSet());
    }

    /** But for the import's, which was over before anybody was to be told. */
    private static Set<String> recorded(Cluster voxlynx, UUID campaign) {
        return Set.copyOf(voxlynx.db().list(String.class, """
                        select id::text from domain_events
                        where type <> 'import.finished' and (subject_id = ? or data ->> 'campaignId' = ?)""", campaign, campaign.toString()));
    }
}
