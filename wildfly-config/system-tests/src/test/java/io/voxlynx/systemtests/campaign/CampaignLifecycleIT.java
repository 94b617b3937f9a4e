package io.voxlynx.systemtests.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class CampaignLifecycleIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void waitsForTheSchedulerAfterItsStart(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(3), 2);
        assertThat(campaign.status()).isEqualTo("CREATED");

        JsonObject started =
                voxlynx.operator().post(campaign.path() + "/start").require(200).json();

        assertThat(started.getString("status")).isEqualTo("QUEUED");
        assertThat(Instant.parse(started.getString("estimatedStartTime"))).isAfter(Instant.now());
        assertThat(started.getString("message")).isNotBlank();
        assertThat(campaign.dials()).isEmpty();

        JsonObject round = voxlynx.tick().json();
        assertThat(round.getJsonObject("processed").getInt("callsLaunched")).isEqualTo(2);
        assertThat(round.getJsonArray("details").getJsonObject(0).getString("campaignId"))
                .isEqualTo(campaign.id().toString());
        campaign.awaitStatus("COMPLETED", PATIENCE);
        assertThat(campaign.dials()).hasSize(3);
    }

    @Test
    void holdsTheStartUntilTheFirstCallIsAccepted(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(3), 2);

        JsonObject started = voxlynx.operator()
                .post(
                        campaign.path() + "/start",
                        Json.createObjectBuilder()
                                .add("holdForConfirmation", true)
                                .build())
                .require(200)
                .json();

        assertThat(started.getString("status")).isNotEqualTo("QUEUED");
        assertThat(campaign.dials()).isNotEmpty();
    }

    @Test
    void aTickOfOneCampaignLeavesOthersAlone(Installation voxlynx) {
        TestCampaign one = voxlynx.campaign(Contacts.of(2), 1);
        TestCampaign other = voxlynx.campaign(Contacts.of(2), 1);
        voxlynx.operator().post(one.path() + "/start").require(200);
        voxlynx.operator().post(other.path() + "/start").require(200);

        JsonObject round = voxlynx.scheduler()
                .post(
                        "/api/scheduler/tick",
                        Json.createObjectBuilder()
                                .add("campaignId", one.id().toString())
                                .build())
                .require(200)
                .json();

        assertThat(round.getJsonObject("processed").getInt("campaigns")).isEqualTo(1);
        assertThat(round.getJsonArray("details").getJsonObject(0).getString("campaignId"))
                .isEqualTo(one.id().toString());
    }

    @Test
    void theTickIsForTheSchedulerAndAdminsOnly(Installation voxlynx) {
        String tick = "/api/scheduler/tick";
        assertThat(voxlynx.admin().post(tick).status()).isEqualTo(200);
        assertThat(voxlynx.scheduler().post(tick).status()).isEqualTo(200);
        assertThat(voxlynx.operator().post(tick).status()).isEqualTo(403);
        assertThat(voxlynx.anonymous().post(tick).status()).isEqualTo(401);
        assertThat(voxlynx.anonymous().as("a-wrong-secret").post(tick).status()).isEqualTo(401);
        assertThat(voxlynx.scheduler().get("/api/campaigns").status())
                .as("the secret opens one door")
                .isEqualTo(401);
    }

    @Test
    void launchesNothingMoreWhilePausedAndGoesOnAfterwards(Installation voxlynx) {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder().add("talkMillis", 2000).build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(40), 5);
        campaign.start();
        campaign.awaitDetail(detail -> detail.getJsonObject("metrics").getInt("completedCalls") >= 5, PATIENCE);

        assertThat(campaign.move("pause").require(200).json().getString("status"))
                .isEqualTo("PAUSED");
        // The lines run empty, but for calls that were claimed and not sent: those wait.
        await().atMost(PATIENCE)
                .until(() -> voxlynx.db()
                                .count(
                                        "select count(*) from calls where campaign_id = ? and slot_held and launch_state <> 'PENDING'",
                                        campaign.id())
                        == 0);
        int dialled = campaign.dials().size();
        voxlynx.tick();
        assertThat(campaign.dials()).hasSize(dialled).hasSizeLessThan(40);
        assertThat(campaign.status()).isEqualTo("PAUSED");

        voxlynx.sandbox()
                .behave(Json.createObjectBuilder().add("talkMillis", 200).build());
        assertThat(campaign.move("resume").require(200).json().getString("status"))
                .isEqualTo("RUNNING");
        campaign.awaitStatus("COMPLETED", PATIENCE);
        assertThat(campaign.dials()).hasSize(40);
    }

    @Test
    void endsForGoodWhenCanceled(Installation voxlynx) {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder().add("talkMillis", 500).build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(400), 5);
        campaign.start();
        campaign.awaitDetail(detail -> detail.getJsonObject("metrics").getInt("completedCalls") >= 5, PATIENCE);

        assertThat(campaign.move("cancel").require(200).json().getString("status"))
                .isEqualTo("CANCELED");
        campaign.awaitDetail(detail -> detail.getJsonObject("metrics").getInt("activeCalls") == 0, PATIENCE);
        int dialled = campaign.dials().size();
        voxlynx.tick();

        assertThat(campaign.dials()).hasSize(dialled).hasSizeLessThan(400);
        assertThat(campaign.status()).isEqualTo("CANCELED");
        assertThat(voxlynx.db().count("select count(*) from calls where campaign_id = ? and slot_held", campaign.id()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "pause", "resume"})
    void refusesMovesThatItsStateForbidsAndNamesTheState(String move, Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);
        campaign.move("cancel").require(200);

        Answer answer = campaign.move(move);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.error().getString("code")).isEqualTo("CONFLICT");
        assertThat(answer.error().getJsonObject("details").getString("status")).isEqualTo("CANCELED");
    }

    @Test
    void aHigherCapIsFilledAtOnce(Installation voxlynx) {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add("answerRate", 1)
                        .add("talkMillis", 20_000)
                        .build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(60), 2);
        campaign.start();
        campaign.awaitDetail(detail -> active(detail) == 2, PATIENCE);

        assertThat(cap(voxlynx, campaign, 8).require(200).json().getInt("cap")).isEqualTo(8);

        JsonObject full = campaign.awaitDetail(detail -> active(detail) == 8, PATIENCE);
        assertThat(completed(full)).as("nobody's end has made room").isZero();
    }

    @Test
    void aLowerCapHangsNobodyUp(Installation voxlynx) {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder().add("talkMillis", 4000).build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(60), 8);
        campaign.start();
        campaign.awaitDetail(detail -> active(detail) == 8, PATIENCE);

        assertThat(cap(voxlynx, campaign, 3).require(200).json().getInt("cap")).isEqualTo(3);
        int begun = campaign.callIds().size();
        campaign.awaitDetail(detail -> active(detail) <= 3, PATIENCE);
        assertThat(campaign.callIds().size()).as("nobody new meanwhile").isLessThanOrEqualTo(begun + 3);
        assertThat(voxlynx.db()
                        .count(
                                "select count(*) from calls where campaign_id = ? and status = 'CANCELED'",
                                campaign.id()))
                .isZero();
        campaign.awaitDetail(detail -> completed(detail) > begun + 3, PATIENCE);
        assertThat(active(campaign.detail())).isLessThanOrEqualTo(3);
    }

    @Test
    void itsCapStaysWithinWhatIsAllowedAndAsItWasAtTheEnd(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 2);
        Api careless = voxlynx.undocumented(voxlynx.operator());
        for (String body :
                List.of("{\"cap\":0}", "{\"cap\":-1}", "{\"cap\":51}", "{\"cap\":\"many\"}", "{\"cap\":null}", "{}")) {
            assertThat(careless.patch(campaign.path(), json(body)).status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(cap(voxlynx, campaign, 50).status()).isEqualTo(200);
        campaign.move("cancel").require(200);

        Answer answer = cap(voxlynx, campaign, 5);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.error().getJsonObject("details").getString("status")).isEqualTo("CANCELED");
        assertThat(campaign.detail().getInt("cap")).isEqualTo(50);
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static Answer cap(Installation voxlynx, TestCampaign campaign, int cap) {
        return voxlynx.operator()
                .patch(
                        campaign.path(),
                        Json.createObjectBuilder().add("cap", cap).build());
    }

    private static int active(JsonObject detail) {
        return detail.getJsonObject("metrics").getInt("activeCalls");
    }

    private static int completed(JsonObject detail) {
        return detail.getJsonObject("metrics").getInt("completedCalls");
    }

    @Test
    void batchesDoNotOverlap(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(17), voxlynx.order(5, "batch"));
        campaign.start();
        campaign.awaitStatus("COMPLETED", PATIENCE);

        List<UUID> inOrder = voxlynx.db()
                .list(
                        UUID.class,
                        "select id from calls where campaign_id = ? order by contact_position",
                        campaign.id());
        List<JsonObject> dials = campaign.dials();
        for (int batch = 1; batch * 5 < inOrder.size(); batch++) {
            Instant lastEnd = at(dials, inOrder.subList((batch - 1) * 5, batch * 5), "endedAt").stream()
                    .max(Instant::compareTo)
                    .orElseThrow();
            Instant firstDial =
                    at(dials, inOrder.subList(batch * 5, Math.min(inOrder.size(), batch * 5 + 5)), "receivedAt")
                            .stream()
                            .min(Instant::compareTo)
                            .orElseThrow();
            assertThat(firstDial).isAfter(lastEnd);
        }
        assertThat(dials).hasSize(17);
    }

    private static List<Instant> at(List<JsonObject> dials, List<UUID> calls, String field) {
        return dials.stream()
                .filter(dial -> calls.contains(UUID.fromString(dial.getString("attemptId"))))
                .map(dial -> Instant.parse(dial.getString(field)))
                .toList();
    }

    @Test
    void isNotThereForAnotherOperator(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);

        assertThat(voxlynx.operator2().get(campaign.path()).status()).isEqualTo(404);
        for (String move : List.of("start", "pause", "resume", "cancel")) {
            assertThat(voxlynx.operator2().post(campaign.path() + "/" + move).status())
                    .isEqualTo(404);
        }
        assertThat(voxlynx.admin().get(campaign.path()).status()).isEqualTo(200);
        assertThat(voxlynx.voice().get(campaign.path()).status()).isEqualTo(403);
        assertThat(voxlynx.anonymous().get(campaign.path()).status()).isEqualTo(401);
        assertThat(campaign.status()).isEqualTo("CREATED");
    }

    @Test
    void isListedForItsOwnerOnlyAndFoundByStatusAndName(Installation voxlynx) {
        String name = "Campaign " + UUID.randomUUID();
        JsonObject order = Json.createObjectBuilder(voxlynx.order(1, "continuous"))
                .add("name", name)
                .build();
        TestCampaign campaign = voxlynx.campaign(Contacts.of(2), order);
        String search = "?search=" + name.substring(9).toUpperCase(Locale.ROOT);

        JsonObject item = voxlynx.operator()
                .get("/api/campaigns" + search + "&status=CREATED")
                .require(200)
                .json()
                .getJsonArray("campaigns")
                .getJsonObject(0);

        assertThat(item.getString("id")).isEqualTo(campaign.id().toString());
        assertThat(item.getJsonObject("metrics").getInt("totalContacts")).isEqualTo(2);
        assertThat(voxlynx.operator()
                        .get("/api/campaigns" + search + "&status=RUNNING")
                        .require(200)
                        .json()
                        .getJsonArray("campaigns"))
                .isEmpty();
        assertThat(voxlynx.operator2()
                        .get("/api/campaigns" + search)
                        .require(200)
                        .json()
                        .getJsonArray("campaigns"))
                .isEmpty();
        assertThat(voxlynx.admin()
                        .get("/api/campaigns" + search)
                        .require(200)
                        .json()
                        .getJsonArray("campaigns"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page=0", "page=x", "limit=0", "limit=101", "limit=-1", "status=ASLEEP"})
    void refusesBadListParameters(String query, Installation voxlynx) {
        Answer answer = voxlynx.operator().get("/api/campaigns?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().getString("code")).isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void tellsHowBusyItsPhoneLineIs(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);

        JsonObject line = voxlynx.operator()
                .get("/api/health/phone-line?campaignId=" + campaign.id())
                .require(200)
                .json();

        assertThat(line.getString("phoneNumberId")).isEqualTo("sandbox-line-1");
        assertThat(line.getString("status")).isIn("healthy", "busy");
        assertThat(line.getString("provider")).isEqualTo("vapi");
        assertThat(voxlynx.operator().get("/api/health/phone-line").status()).isEqualTo(400);
        assertThat(voxlynx.operator2()
                        .get("/api/health/phone-line?campaignId=" + campaign.id())
                        .status())
                .isEqualTo(404);
    }
}
