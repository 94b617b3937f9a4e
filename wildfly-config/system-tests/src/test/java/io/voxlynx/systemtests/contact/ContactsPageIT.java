package io.voxlynx.systemtests.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SystemTest
class ContactsPageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void showsFiftyAtATimeInTheOrderOfTheFile(Installation voxlynx) {
        Contacts contacts = Contacts.of(55);
        TestCampaign campaign = voxlynx.campaign(contacts, 5);

        JsonObject first = page(voxlynx, campaign, "");
        assertThat(phones(first)).isEqualTo(contacts.phones().subList(0, 50));
        assertThat(pagination(first)).isEqualTo("page 1 of 2, limit 50, total 55");
        JsonObject second = page(voxlynx, campaign, "?page=2");
        assertThat(phones(second)).isEqualTo(contacts.phones().subList(50, 55));
        assertThat(second.getJsonObject("summary").getInt("contactsShown")).isEqualTo(5);
        JsonObject beyond = page(voxlynx, campaign, "?page=3");
        assertThat(phones(beyond)).isEmpty();
        assertThat(pagination(beyond)).isEqualTo("page 3 of 2, limit 50, total 55");
        assertThat(phones(page(voxlynx, campaign, "?limit=500"))).isEqualTo(contacts.phones());
        assertThat(phones(page(voxlynx, campaign, "?limit=10&page=6")))
                .isEqualTo(contacts.phones().subList(50, 55));
    }

    @Test
    void aContactWithoutACallIsPending(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);

        JsonObject contact =
                contacts(page(voxlynx, campaign, "?status=PENDING")).get(0);

        assertThat(contact.getString("name")).isEqualTo("Person 0");
        assertThat(contact.getString("businessName")).isEqualTo("Business 0");
        assertThat(contact.getInt("batchIndex")).isZero();
        assertThat(UUID.fromString(contact.getString("id"))).isNotNull();
        assertThat(contact.getOrDefault("call", JsonValue.NULL)).isEqualTo(JsonValue.NULL);
    }

    @Test
    void tellsActiveFromPending(Installation voxlynx) {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add("answerRate", 1)
                        .add("ringMillis", 60_000)
                        .build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(6), 2);
        campaign.start();
        await().atMost(PATIENCE).until(() -> total(voxlynx, campaign, "?status=RINGING") == 2);

        assertThat(total(voxlynx, campaign, "?status=PENDING")).isEqualTo(4);
        assertThat(phones(page(voxlynx, campaign, "?status=PENDING&limit=3"))).hasSize(3);
        assertThat(total(voxlynx, campaign, "?status=ENDED")).isZero();
        JsonObject summary = page(voxlynx, campaign, "").getJsonObject("summary");
        assertThat(summary.getInt("contactsShown")).isEqualTo(6);
        assertThat(summary.getInt("callsActive")).isEqualTo(2);
        assertThat(summary.getInt("callsPending")).isEqualTo(4);
        assertThat(summary.getInt("callsCompleted")).isZero();
    }

    @Test
    void showsWhatBecameOfEachCall(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(12), 6);
        campaign.start();
        campaign.awaitStatus("COMPLETED", PATIENCE);

        long ended = 0;
        for (String status : List.of("ENDED", "FAILED", "CANCELED", "TIMEOUT")) {
            JsonObject page = page(voxlynx, campaign, "?status=" + status);
            assertThat(page.getJsonObject("pagination").getInt("total"))
                    .isEqualTo(contacts(page).size())
                    .isEqualTo((int) voxlynx.db()
                            .count(
                                    "select count(*) from calls where campaign_id = ? and status = ?",
                                    campaign.id(),
                                    status));
            assertThat(contacts(page))
                    .allSatisfy(
                            contact -> assertThat(contact.getJsonObject("call").getString("status"))
                                    .isEqualTo(status));
            ended += contacts(page).size();
        }
        assertThat(ended).isEqualTo(12);
        assertThat(page(voxlynx, campaign, "").getJsonObject("summary").getInt("callsCompleted"))
                .isEqualTo(12);
        assertThat(contacts(page(voxlynx, campaign, "?status=ENDED")).stream()
                        .map(contact -> contact.getJsonObject("call")))
                .allSatisfy(call -> assertThat(call).containsKeys("id", "status", "endedAt", "endedReason", "cost"))
                .as("somebody answered")
                .anySatisfy(call ->
                        assertThat(call).containsKeys("startedAt", "duration", "recordingUrl", "successEvaluation"));
        assertThat(phones(page(voxlynx, campaign, "?status=PENDING"))).isEmpty();
    }

    @Test
    void findsLettersOfNameBusinessAndNumberAsTheyAreWritten(Installation voxlynx) {
        List<String> phones = Contacts.of(5).phones();
        TestCampaign campaign = campaign(
                voxlynx,
                "name,business_name,phone\nAda Müller,100% Engines," + phones.get(0)
                        + "\nBob O'Neil,under_score," + phones.get(1)
                        + "\nCarl,back\\slash," + phones.get(2)
                        + "\nZoë Xu,," + phones.get(3)
                        + "\nEve,Engines & Sons," + phones.get(4) + "\n");

        searches(voxlynx, campaign, phones.get(3));
        await().atMost(PATIENCE)
                .until(() -> voxlynx.db()
                        .one(Boolean.class, "select searchable from imports where campaign_id = ?", campaign.id()));
        searches(voxlynx, campaign, phones.get(3));
    }

    @Test
    void countsBatchesFromZero(Installation voxlynx) {
        Contacts contacts = Contacts.of(12);
        TestCampaign campaign = voxlynx.campaign(contacts, voxlynx.order(5, "batch"));

        assertThat(phones(page(voxlynx, campaign, "?batch=1")))
                .isEqualTo(contacts.phones().subList(5, 10));
        JsonObject last = page(voxlynx, campaign, "?batch=2");
        assertThat(phones(last)).isEqualTo(contacts.phones().subList(10, 12));
        assertThat(contacts(last))
                .allSatisfy(contact -> assertThat(contact.getInt("batchIndex")).isEqualTo(2));
        assertThat(total(voxlynx, campaign, "?batch=3")).isZero();
        assertThat(total(voxlynx, campaign, "?batch=2&search=Person")).isEqualTo(2);
        assertThat(total(voxlynx, campaign, "?batch=1&status=PENDING")).isEqualTo(5);
    }

    @Test
    void refusesWhatItCannotRead(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);

        refused(voxlynx, campaign, "?page=0", "page");
        refused(voxlynx, campaign, "?page=x", "page");
        refused(voxlynx, campaign, "?limit=0", "limit");
        refused(voxlynx, campaign, "?limit=501", "limit");
        refused(voxlynx, campaign, "?limit=99999999999", "limit");
        refused(voxlynx, campaign, "?status=nonsense", "status");
        refused(voxlynx, campaign, "?status=ended", "status");
        refused(voxlynx, campaign, "?batch=-1", "batch");
        refused(voxlynx, campaign, "?batch=1", "batch");
        refused(voxlynx, campaign, "?batch=x", "batch");
        refused(voxlynx, campaign, "?search=" + "x".repeat(201), "search");
        refused(voxlynx, campaign, "?search=%00", "search");
    }

    @Test
    void showsThemToTheirOwnerAndToAdminsOnly(Installation voxlynx) {
        String path = voxlynx.campaign(Contacts.of(1), 1).path() + "/contacts";

        assertThat(voxlynx.admin().get(path).status()).isEqualTo(200);
        Answer foreign = voxlynx.operator2().get(path);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.error().getString("code")).isEqualTo("NOT_FOUND");
        assertThat(voxlynx.voice().get(path).status()).isEqualTo(403);
        assertThat(voxlynx.anonymous().get(path).status()).isEqualTo(401);
        assertThat(voxlynx.operator()
                        .get("/api/campaigns/" + UUID.randomUUID() + "/contacts")
                        .status())
                .isEqualTo(404);
        assertThat(voxlynx.operator().get("/api/campaigns/42/contacts").status())
                .isEqualTo(400);
    }

    private static void searches(Installation voxlynx, TestCampaign campaign, String phone) {
        found(voxlynx, campaign, "müller", "Ada Müller");
        found(voxlynx, campaign, "MÜLLER", "Ada Müller");
        found(voxlynx, campaign, "engines", "Ada Müller", "Eve");
        found(voxlynx, campaign, "%", "Ada Müller");
        found(voxlynx, campaign, "_", "Bob O'Neil");
        found(voxlynx, campaign, "\\", "Carl");
        found(voxlynx, campaign, "0% e", "Ada Müller");
        found(voxlynx, campaign, "'", "Bob O'Neil");
        found(voxlynx, campaign, "ë", "Zoë Xu");
        found(voxlynx, campaign, "xu", "Zoë Xu");
        found(voxlynx, campaign, "& S", "Eve");
        found(voxlynx, campaign, "  zoë  ", "Zoë Xu");
        found(voxlynx, campaign, phone.substring(1), "Zoë Xu");
        found(
                voxlynx,
                campaign,
                "(" + phone.substring(2, 5) + ") " + phone.substring(5, 8) + "-" + phone.substring(8),
                "Zoë Xu");
        found(voxlynx, campaign, "nobody");
        assertThat(total(voxlynx, campaign, "?search=engines&status=PENDING")).isEqualTo(2);
        assertThat(total(voxlynx, campaign, "?search=engines&status=ENDED")).isZero();
        assertThat(total(voxlynx, campaign, "?search=")).isEqualTo(5);
    }

    private static void found(Installation voxlynx, TestCampaign campaign, String search, String... names) {
        JsonObject page = page(voxlynx, campaign, "?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8));
        assertThat(contacts(page).stream().map(contact -> contact.getString("name")))
                .as(search)
                .containsExactly(names);
        assertThat(page.getJsonObject("pagination").getInt("total")).as(search).isEqualTo(names.length);
    }

    private static TestCampaign campaign(Installation voxlynx, String csv) {
        return voxlynx.campaign(csv.getBytes(StandardCharsets.UTF_8), voxlynx.order(2, "continuous"));
    }

    private static void refused(Installation voxlynx, TestCampaign campaign, String query, String field) {
        Answer answer = voxlynx.operator().get(campaign.path() + "/contacts" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error().getString("code")).isEqualTo("VALIDATION_ERROR");
        assertThat(answer.error().getJsonObject("details").getString("field")).isEqualTo(field);
    }

    private static JsonObject page(Installation voxlynx, TestCampaign campaign, String query) {
        return voxlynx.operator()
                .get(campaign.path() + "/contacts" + query)
                .require(200)
                .json();
    }

    private static int total(Installation voxlynx, TestCampaign campaign, String query) {
        return page(voxlynx, campaign, query).getJsonObject("pagination").getInt("total");
    }

    private static List<JsonObject> contacts(JsonObject page) {
        return page.getJsonArray("contacts").getValuesAs(JsonObject.class);
    }

    private static List<String> phones(JsonObject page) {
        return contacts(page).stream()
                .map(contact -> contact.getString("phone"))
                .toList();
    }

    private static String pagination(JsonObject page) {
        JsonObject pagination = page.getJsonObject("pagination");
        return "page " + pagination.getInt("page") + " of " + pagination.getInt("pages") + ", limit "
                + pagination.getInt("limit") + ", total " + pagination.getInt("total");
    }
}
