package io.voxlynx.systemtests.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Multipart;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class ImportContactsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void reportsEveryRowOfAMessyFileUnderTheNumberThatASpreadsheetShows(Installation voxlynx) {
        List<String> phones = Contacts.of(3).phones();
        String csv = "\uFEFFPhone; NAME ;Business_Name;Interest;;Note\r\n"
                + national(phones.get(0))
                + ";Ada;\"Engines; Analytical\";\"two\r\nlines\";passed over;said \"\"hi\"\"\r\n"
                + "not-a-number;Bob;Bob's;;;\r\n"
                + "\r\n"
                + phones.get(0) + ";Ada again;Engines;;;\r\n"
                + ";;;;;\r\n"
                + ";Carl;Carl's;;;\r\n"
                + phones.get(1) + "; ;Nameless;;;\r\n"
                + "  " + phones.get(1) + "  ;Dora\u00A0;;;;\r\n"
                + phones.get(2) + ";Eve;Eve's;;;;one cell too many\r\n"
                + "\r\n"
                + phones.get(2) + ";Fay;Fay's;=1+1";

        JsonObject report = create(voxlynx, csv).getJsonObject("importReport");

        assertThat(report.getInt("totalRows")).isEqualTo(8);
        assertThat(report.getInt("accepted")).isEqualTo(3);
        assertThat(report.getInt("skippedTotal")).isEqualTo(5);
        assertThat(report.getJsonArray("skipped").getValuesAs(ImportContactsIT::skipped))
                .containsExactly(
                        "3 Invalid phone number format: Bob not-a-number",
                        "5 Duplicate phone number: Ada again " + phones.get(0),
                        "7 Missing phone number: Carl ",
                        "8 Missing name:  " + phones.get(1),
                        "10 More cells than the header has columns: Eve " + phones.get(2));
    }

    @Test
    void answersWithTheNewCampaignAsTheContractHasIt(Installation voxlynx) {
        Contacts contacts = Contacts.of(2);

        Answer answer = voxlynx.operator()
                .post(Sheets.CREATE, Sheets.upload(voxlynx, contacts.csv()).field("name", "Spring"))
                .require(201);

        JsonObject created = answer.json();
        String id = created.getString("campaignId");
        JsonObject campaign = created.getJsonObject("campaign");
        assertThat(created).containsOnlyKeys("campaignId", "importReport", "campaign");
        assertThat(created.getJsonObject("importReport"))
                .containsOnlyKeys("totalRows", "accepted", "skipped", "skippedTotal");
        assertThat(campaign).containsOnlyKeys("id", "name", "totalContacts", "createdAt", "cap", "mode");
        assertThat(campaign.getString("id")).isEqualTo(id);
        assertThat(campaign.getString("name")).isEqualTo("Spring");
        assertThat(campaign.getInt("totalContacts")).isEqualTo(2);
        assertThat(Instant.parse(campaign.getString("createdAt")))
                .isBefore(Instant.now().plusSeconds(1));
        assertThat(answer.header("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/api/campaigns/" + id));
        assertThat(voxlynx.operator()
                        .get("/api/campaigns/" + id)
                        .require(200)
                        .json()
                        .getString("status"))
                .isEqualTo("CREATED");
    }

    @Test
    void dialsEightAtATimeContinuouslyUnlessToldOtherwise(Installation voxlynx) {
        JsonObject campaign = create(voxlynx, new String(Contacts.of(1).csv(), StandardCharsets.UTF_8))
                .getJsonObject("campaign");

        assertThat(campaign.getInt("cap")).isEqualTo(8);
        assertThat(campaign.getString("mode")).isEqualTo("continuous");
        assertThat(campaign.getString("name")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void takesTheValuesAsFieldsOrAsOneJsonPartBeforeOrAfterTheFile(boolean json, boolean before, Installation voxlynx) {
        byte[] csv = Contacts.of(1).csv();
        JsonObject order = voxlynx.order(3, "batch");
        Multipart form = new Multipart();
        if (before) {
            values(form, order, json).file(Sheets.FILE, "contacts.csv", csv);
        } else {
            values(form.file(Sheets.FILE, "contacts.csv", csv), order, json);
        }

        JsonObject campaign =
                voxlynx.operator().post(Sheets.CREATE, form).require(201).json().getJsonObject("campaign");

        assertThat(campaign.getInt("cap")).isEqualTo(3);
        assertThat(campaign.getString("mode")).isEqualTo("batch");
        assertThat(campaign.getString("name")).isEqualTo("System test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndWillDo(String lineEnd, Installation voxlynx) {
        String csv = new String(Contacts.of(3).csv(), StandardCharsets.UTF_8);

        assertThat(create(voxlynx, csv.replace("\n", lineEnd))
                        .getJsonObject("importReport")
                        .getInt("accepted"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void anySeparatorOfSpreadsheetsWillDo(String separator, Installation voxlynx) {
        String csv = new String(Contacts.of(3).csv(), StandardCharsets.UTF_8);

        assertThat(create(voxlynx, csv.replace(",", separator))
                        .getJsonObject("importReport")
                        .getInt("accepted"))
                .isEqualTo(3);
    }

    @Test
    void numbersWithoutACountryBelongToTheDefaultRegion(Installation voxlynx) {
        JsonObject created = voxlynx.operator()
                .post(
                        Sheets.CREATE,
                        Sheets.upload(voxlynx, "name,business_name,phone\nAda,Engines,020 7946 0958\n")
                                .field("defaultRegion", "GB"))
                .require(201)
                .json();

        assertThat(voxlynx.operator()
                        .get("/api/campaigns/" + created.getString("campaignId") + "/contacts")
                        .require(200)
                        .json()
                        .getJsonArray("contacts")
                        .getJsonObject(0)
                        .getString("phone"))
                .isEqualTo("+442079460958");
    }

    @Test
    void furtherColumnsReachTheAssistantAtTheProvider(Installation voxlynx) {
        String csv = "name,business_name,phone,Interest,\"Last order\",Empty\n" + "Ada,Engines,"
                + Contacts.of(1).phones().get(0) + ",\"two\nlines, \"\"quoted\"\"\",Ωmega \\ 1,\n";
        UUID campaign = UUID.fromString(create(voxlynx, csv).getString("campaignId"));

        voxlynx.operator().post("/api/campaigns/" + campaign + "/start").require(200);
        voxlynx.tick();

        String call = await().atMost(PATIENCE)
                .until(
                        () -> voxlynx.db()
                                .one(
                                        String.class,
                                        "select coalesce(max(provider_call_id), '') from calls where campaign_id = ?",
                                        campaign),
                        id -> !id.isEmpty());
        JsonObject variables = provider(voxlynx)
                .get("/call/" + call)
                .require(200)
                .json()
                .getJsonObject("assistantOverrides")
                .getJsonObject("variableValues");
        assertThat(variables.getString("Interest")).isEqualTo("two\nlines, \"quoted\"");
        assertThat(variables.getString("Last order")).isEqualTo("Ωmega \\ 1");
        assertThat(variables).doesNotContainKey("Empty");
    }

    @Test
    void theWholeReportIsAFileWhereTheAnswerHasTheFirstThousandRows(Installation voxlynx) {
        StringBuilder csv = new StringBuilder(new String(Contacts.of(1).csv(), StandardCharsets.UTF_8));
        IntStream.range(0, 1_200).forEach(i -> csv.append("=Nobody ").append(i).append(",,12\n"));

        JsonObject created = create(voxlynx, csv.toString());

        JsonObject report = created.getJsonObject("importReport");
        assertThat(report.getInt("totalRows")).isEqualTo(1_201);
        assertThat(report.getInt("skippedTotal")).isEqualTo(1_200);
        assertThat(report.getJsonArray("skipped")).hasSize(1_000);
        String path = "/api/campaigns/" + created.getString("campaignId") + "/import-report.csv";
        Answer whole = voxlynx.operator().get(path).require(200);
        assertThat(whole.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        List<String> lines = whole.text().lines().toList();
        assertThat(lines)
                .hasSize(1_201)
                .startsWith("row,reason,name,phone", "3,Invalid phone number format,'=Nobody 0,12");
        assertThat(lines.get(1_200)).isEqualTo("1202,Invalid phone number format,'=Nobody 1199,12");
        assertThat(voxlynx.operator2().get(path).status()).isEqualTo(404);
    }

    private static JsonObject create(Installation voxlynx, String csv) {
        return voxlynx.operator()
                .post(Sheets.CREATE, Sheets.upload(voxlynx, csv))
                .require(201)
                .json();
    }

    private static Multipart values(Multipart form, JsonObject order, boolean json) {
        if (json) {
            return form.json("campaign", order);
        }
        order.forEach((name, value) -> form.field(name, name.equals("cap") ? value.toString() : order.getString(name)));
        return form;
    }

    private static String skipped(JsonValue value) {
        JsonObject row = value.asJsonObject();
        JsonObject data = row.getJsonObject("data");
        return row.getInt("row") + " " + row.getString("reason") + ": " + data.getString("name") + " "
                + data.getString("phone");
    }

    /** +12122000000 as people write it: (212) 200-0000. */
    private static String national(String e164) {
        return "(" + e164.substring(2, 5) + ") " + e164.substring(5, 8) + "-" + e164.substring(8);
    }

    private static Api provider(Installation voxlynx) {
        return Api.of(voxlynx.platform().sandbox().url())
                .as(voxlynx.platform().secrets().providerApiKey());
    }
}
