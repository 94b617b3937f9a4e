package io.voxlynx.systemtests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One contact, one thing that goes wrong with POST /call. */
@SystemTest
class LaunchFaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(strings = {"reset", "truncated", "hang", "500-after-accept"})
    void aCallThatWasTakenAlthoughTheAnswerWasLostIsFoundAndNotDialledAgain(String fault, Installation voxlynx) {
        TestCampaign campaign = launchInto(voxlynx, fault(fault).add("first", 1));

        campaign.awaitStatus("COMPLETED", PATIENCE);

        assertThat(campaign.dials()).hasSize(1);
        assertThat(launch(voxlynx, campaign)).isEqualTo("ACCEPTED");
        assertThat(voxlynx.db()
                        .list(String.class, "select provider_call_id from calls where campaign_id = ?", campaign.id()))
                .containsExactly(campaign.dials().get(0).getString("callId"));
    }

    @Test
    void anOrderThatMayHaveArrivedIsNeverSentAgain(Installation voxlynx) {
        TestCampaign campaign = launchInto(voxlynx, fault("reset-before-accept").add("first", 1));

        campaign.awaitStatus("COMPLETED", PATIENCE);

        assertThat(campaign.dials()).extracting(dial -> dial.isNull("callId")).containsExactly(true);
        assertThat(status(voxlynx, campaign)).isEqualTo("FAILED");
        assertThat(reason(voxlynx, campaign)).isEqualTo("launch-unconfirmed");
    }

    @Test
    void anErrorOfTheProviderIsTriedAgainAndDialsOnce(Installation voxlynx) {
        TestCampaign campaign = launchInto(voxlynx, fault("500").add("first", 2));

        campaign.awaitStatus("COMPLETED", PATIENCE);

        assertThat(campaign.dials()).extracting(dial -> dial.getString("reply")).containsExactly("500", "500", "201");
        assertThat(launch(voxlynx, campaign)).isEqualTo("ACCEPTED");
    }

    @Test
    void retryAfterIsHonoured(Installation voxlynx) {
        TestCampaign campaign = launchInto(voxlynx, fault("429").add("first", 1).add("retryAfterSeconds", 3));

        campaign.awaitStatus("COMPLETED", PATIENCE);

        List<JsonObject> dials = campaign.dials();
        assertThat(dials).extracting(dial -> dial.getString("reply")).containsExactly("429", "201");
        assertThat(Duration.between(at(dials.get(0)), at(dials.get(1)))).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aContactIsGivenUpAfterFourRefusals(Installation voxlynx) {
        TestCampaign campaign = launchInto(voxlynx, fault("429").add("retryAfterSeconds", 1));

        campaign.awaitStatus("COMPLETED", PATIENCE);

        assertThat(campaign.dials()).hasSize(4);
        assertThat(status(voxlynx, campaign)).isEqualTo("FAILED");
        assertThat(reason(voxlynx, campaign)).startsWith("provider-refused: HTTP 429");
    }

    @Test
    void launchingStopsWhileTheProviderIsDownAndTheDetailSaysWhy(Installation voxlynx) {
        behave(voxlynx, fault("500"));
        TestCampaign campaign = voxlynx.campaign(Contacts.of(20), 10);
        campaign.start();

        JsonObject detail = campaign.awaitDetail(seen -> seen.containsKey("suspended"), PATIENCE);
        assertThat(detail.getJsonObject("suspended").getString("reason")).isEqualTo("HTTP 500");
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add("faults", Json.createObjectBuilder())
                        .build());

        assertThat(campaign.awaitStatus("COMPLETED", PATIENCE).containsKey("suspended"))
                .isFalse();
        assertThat(campaign.dials().stream()
                        .filter(dial -> !dial.isNull("callId"))
                        .count())
                .isEqualTo(20);
    }

    @Test
    void aCallWhoseWebhooksAreAllLostIsLookedUp(Installation voxlynx) {
        JsonObjectBuilder lost = Json.createObjectBuilder().add("fault", "lost");
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add(
                                "faults",
                                Json.createObjectBuilder()
                                        .add(
                                                "webhook",
                                                Json.createArrayBuilder().add(lost)))
                        .build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);
        campaign.start();

        campaign.awaitStatus("COMPLETED", PATIENCE);

        assertThat(launch(voxlynx, campaign)).isEqualTo("ACCEPTED");
        assertThat(voxlynx.db()
                        .list(
                                String.class,
                                "select e.kind from call_events e join calls c on c.id = e.call_id where c.campaign_id = ? order by e.id",
                                campaign.id()))
                .containsExactly("accepted", "looked-up");
    }

    @Test
    void webhooksThatOvertakeTheAnswerOfTheOrderAreApplied(Installation voxlynx) {
        JsonObjectBuilder early =
                Json.createObjectBuilder().add("fault", "early").add("until", "ended");
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add(
                                "faults",
                                Json.createObjectBuilder()
                                        .add(
                                                "webhook",
                                                Json.createArrayBuilder().add(early)))
                        .build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(5), 5);
        campaign.start();

        campaign.awaitStatus("COMPLETED", PATIENCE);

        assertThat(campaign.dials()).hasSize(5);
    }

    private static TestCampaign launchInto(Installation voxlynx, JsonObjectBuilder fault) {
        behave(voxlynx, fault);
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);
        campaign.start();
        return campaign;
    }

    private static void behave(Installation voxlynx, JsonObjectBuilder fault) {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add(
                                "faults",
                                Json.createObjectBuilder()
                                        .add("call", Json.createArrayBuilder().add(fault)))
                        .build());
    }

    private static JsonObjectBuilder fault(String name) {
        return Json.createObjectBuilder().add("fault", name);
    }

    private static Instant at(JsonObject dial) {
        return Instant.parse(dial.getString("receivedAt"));
    }

    private static String status(Installation voxlynx, TestCampaign campaign) {
        return voxlynx.db().one(String.class, "select status from calls where campaign_id = ?", campaign.id());
    }

    private static String launch(Installation voxlynx, TestCampaign campaign) {
        return voxlynx.db().one(String.class, "select launch_state from calls where campaign_id = ?", campaign.id());
    }

    private static String reason(Installation voxlynx, TestCampaign campaign) {
        return Optional.ofNullable(voxlynx.db()
                        .one(String.class, "select ended_reason from calls where campaign_id = ?", campaign.id()))
                .orElse("");
    }
}
