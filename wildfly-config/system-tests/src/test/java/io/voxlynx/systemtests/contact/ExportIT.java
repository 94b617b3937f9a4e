package io.voxlynx.systemtests.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SystemTest
class ExportIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HEADER =
            "name,business_name,phone,call_status,ended_reason,cost_usd,duration_seconds,recording_url,success_evaluation,transcript_summary\r\n";

    @Test
    void writesEveryContactWithWhatBecameOfItsCallAndNoFormula(Installation voxlynx) {
        List<String> phones = Contacts.of(3).phones();
        TestCampaign campaign = oneEndedOneOnTheLineOnePending(voxlynx, phones);

        Answer export = voxlynx.operator().get(campaign.path() + "/export.csv").require(200);

        // A call on the line costs what the provider says so far.
        assertThat(export.text())
                .isEqualTo(HEADER
                        + "'=1+1,\"Engines, \"\"Analytical\"\"\"," + phones.get(0)
                        + ",ENDED,customer-hangup,0.05,45.2,https://recordings.example/1,true,'@SUM(A1)\r\n"
                        + "\"Two\nlines\",'-Minus," + phones.get(1) + ",RINGING,,,,,,\r\n"
                        + "Zoë,," + phones.get(2) + ",PENDING,,,,,,\r\n");
        assertThat(export.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).isEqualToIgnoringCase("text/csv;charset=UTF-8"));
        assertThat(export.header("Content-Disposition"))
                .hasValueSatisfying(value ->
                        assertThat(value).startsWith("attachment; filename=").contains(".csv"));

        assertThat(voxlynx.operator()
                        .get(campaign.path() + "/export.csv?raw=true")
                        .require(200)
                        .text())
                .as("untouched on demand")
                .contains("\r\n=1+1,", ",@SUM(A1)\r\n", ",-Minus,")
                .doesNotContain("'=", "'@", "'-");
    }

    @Test
    void givesAFreshCampaignAsPending(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(120), 5);

        List<String> lines = voxlynx.operator()
                .get(campaign.path() + "/export.csv")
                .require(200)
                .text()
                .lines()
                .toList();

        assertThat(lines).hasSize(121);
        assertThat(lines.subList(1, 121)).allMatch(line -> line.endsWith(",PENDING,,,,,,"));
    }

    @Test
    void isForTheOwnerAndAdminsOnly(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);
        for (String file : List.of("/export.csv", "/import-report.csv", "/import-report")) {
            assertThat(voxlynx.admin().get(campaign.path() + file).status())
                    .as(file)
                    .isEqualTo(200);
            Answer foreign = voxlynx.operator2().get(campaign.path() + file);
            assertThat(foreign.status()).as(file).isEqualTo(404);
            assertThat(foreign.error().getString("code")).isEqualTo("NOT_FOUND");
            assertThat(voxlynx.voice().get(campaign.path() + file).status())
                    .as(file)
                    .isEqualTo(403);
            assertThat(voxlynx.operator()
                            .get("/api/campaigns/" + UUID.randomUUID() + file)
                            .status())
                    .as(file)
                    .isEqualTo(404);
        }
        Answer unclear = voxlynx.operator().get(campaign.path() + "/export.csv?raw=maybe");
        assertThat(unclear.status()).isEqualTo(400);
        assertThat(unclear.error().getJsonObject("details").getString("field")).isEqualTo("raw");
    }

    private static TestCampaign oneEndedOneOnTheLineOnePending(Installation voxlynx, List<String> phones) {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add("answerRate", 1)
                        .add("ringMillis", 60_000)
                        .build());
        String csv = "name,business_name,phone\n=1+1,\"Engines, \"\"Analytical\"\"\"," + phones.get(0)
                + "\n\"Two\nlines\",-Minus," + phones.get(1) + "\nZoë,," + phones.get(2) + "\n";
        TestCampaign campaign = voxlynx.campaign(csv.getBytes(StandardCharsets.UTF_8), voxlynx.order(1, "continuous"));
        campaign.start();
        String first = awaitRinging(voxlynx, campaign, phones.get(0));
        voxlynx.sandbox().deliver("""
                        {"type":"call-status","call":{"id":"%s","status":"ended","endedReason":"customer-hangup","cost":0.05,
                         "duration":45.2,"recordingUrl":"https://recordings.example/1",
                         "analysis":{"summary":"@SUM(A1)","successEvaluation":true}}}""".formatted(first)).require(200);
        awaitRinging(voxlynx, campaign, phones.get(1));
        return campaign;
    }

    private static String awaitRinging(Installation voxlynx, TestCampaign campaign, String phone) {
        return await().atMost(PATIENCE)
                .until(() -> voxlynx.db().one(String.class, """
                                        select coalesce(max(k.provider_call_id), '') from calls k join contacts c on c.id = k.contact_id
                                         where k.campaign_id = ? and k.status = 'RINGING' and c.phone = ?""", campaign.id(), phone), id -> !id.isEmpty());
    }
}
