package io.voxlynx.systemtests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.oracle.Oracle;
import io.voxlynx.sandbox.oracle.Verdict;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I1 to I7, judged from the provider's logs and the database. */
@SystemTest
class InvariantsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Far below what is measured: a line that is refilled by ticks alone would stay near zero here. */
    private static final double BUSY = 0.3;

    /** Where another test has forged the end of a call, the stand-in still has it on a line, and rightly counts it. */
    @BeforeEach
    void linesAreFree(Installation voxlynx) {
        await().atMost(Duration.ofMinutes(5))
                .until(() -> voxlynx.sandbox().dials().stream()
                        .allMatch(dial -> dial.isNull("callId") || !dial.isNull("endedAt")));
    }

    @Test
    void holdOnAGoodDay(Installation voxlynx) throws SQLException {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add("ringMillis", 300)
                        .add("talkMillis", 1200)
                        .build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(200), 20);

        campaign.start();
        campaign.awaitStatus("COMPLETED", PATIENCE);

        assertThat(judge(voxlynx, campaign, BUSY)).allMatch(Verdict::holds);
    }

    @Test
    void holdWhateverTheProviderDoes(Installation voxlynx) throws SQLException {
        JsonArrayBuilder calls = Json.createArrayBuilder();
        for (String fault :
                List.of("429", "500", "500-after-accept", "reset-before-accept", "reset", "truncated", "hang")) {
            calls.add(Json.createObjectBuilder().add("fault", fault).add("rate", 0.04));
        }
        JsonArrayBuilder webhooks = Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("fault", "lost").add("rate", 0.05))
                .add(Json.createObjectBuilder()
                        .add("fault", "repeated")
                        .add("rate", 0.2)
                        .add("times", 3))
                .add(Json.createObjectBuilder().add("fault", "reordered").add("rate", 0.2))
                .add(Json.createObjectBuilder()
                        .add("fault", "late")
                        .add("rate", 0.05)
                        .add("lateMillis", 1500))
                .add(Json.createObjectBuilder().add("fault", "early").add("rate", 0.1));
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add(
                                "faults",
                                Json.createObjectBuilder().add("call", calls).add("webhook", webhooks))
                        .build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(150), 20);

        campaign.start();
        campaign.awaitStatus("COMPLETED", PATIENCE);

        assertThat(judge(voxlynx, campaign, 0)).allMatch(Verdict::holds);
    }

    @Test
    void holdForTwoCampaignsThatTogetherWantMoreThanTheProviderHas(Installation voxlynx) throws SQLException {
        TestCampaign one = voxlynx.campaign(Contacts.of(120), 20);
        TestCampaign other = voxlynx.campaign(Contacts.of(120), 20);

        one.start();
        other.start();
        one.awaitStatus("COMPLETED", PATIENCE);
        other.awaitStatus("COMPLETED", PATIENCE);

        assertThat(judge(voxlynx, one, 0)).allMatch(Verdict::holds);
        assertThat(judge(voxlynx, other, 0)).allMatch(Verdict::holds);
    }

    @Test
    void holdWhenTheNodeIsKilledInTheMiddle(Installation voxlynx) throws Exception {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(100), 20);
        campaign.start();
        campaign.awaitDetail(detail -> detail.getJsonObject("metrics").getInt("completedCalls") >= 30, PATIENCE);

        voxlynx.platform().node(0).kill();
        voxlynx.platform().node(0).start();

        // Lines whose hints died with the node are found by sweepers; a free line without a call waits for a tick.
        await().atMost(PATIENCE).until(() -> {
            voxlynx.tick();
            return campaign.status().equals("COMPLETED");
        });
        assertThat(judge(voxlynx, campaign, 0)).allMatch(Verdict::holds);
    }

    @Test
    void holdWhenTheClaimsAreSetBackAsIfFromAnOldBackup(Installation voxlynx) throws SQLException {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder().add("talkMillis", 600).build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(60), 10);
        campaign.start();
        campaign.awaitDetail(detail -> detail.getJsonObject("metrics").getInt("completedCalls") >= 20, PATIENCE);

        voxlynx.db().update("update campaigns set claimed_contacts = 0 where id = ?", campaign.id());

        // Claims that meet contacts with a call launch nothing, so nothing ends that would go on: ticks do.
        await().atMost(PATIENCE).until(() -> {
            voxlynx.tick();
            return campaign.status().equals("COMPLETED");
        });
        assertThat(judge(voxlynx, campaign, 0)).allMatch(Verdict::holds);
    }

    /** Reports of ended calls may still wait their turn: a campaign is over when its last call is. */
    private static void awaitTheLast(Installation voxlynx, TestCampaign campaign) {
        await().atMost(PATIENCE).until(() -> voxlynx.db().count("""
                                        select count(*) from inbox where next_try_at is not null and group_key in
                                            (select provider_call_id from calls where campaign_id = ?)""", campaign.id()) == 0);
    }

    private static List<Verdict> judge(Installation voxlynx, TestCampaign campaign, double leastUtilisation)
            throws SQLException {
        awaitTheLast(voxlynx, campaign);
        Api sandbox = Api.of(voxlynx.platform().sandbox().url());
        try (Connection database = voxlynx.db().connect()) {
            return new Oracle(database, sandbox).judge(campaign.id(), Installation.PROVIDER_CAP, leastUtilisation);
        }
    }
}
