package io.voxlynx.systemtests.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Multipart;
import io.voxlynx.systemtests.harness.CallbackClient;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import io.voxlynx.systemtests.jms.Key;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A campaign tells its owner's server what happens to it. */
@SystemTest
class WebhooksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> LIFE_OF_A_CALL =
            List.of("call.launched", "call.answered", "call.ended", "call.failed", "call.reported");

    private final Installation voxlynx;
    private final CallbackClient receiver;

    WebhooksIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.receiver = voxlynx.callbacks();
    }

    @Test
    void everyEventOfACampaignComesOnceSignedAndInTheOrderOfItsCall() {
        TestCampaign campaign =
                voxlynx.campaign(Contacts.of(5), order(receiver.url()).build());
        campaign.start();
        campaign.awaitStatus("COMPLETED", PATIENCE);

        List<JsonObject> told = awaitAllTold(campaign.id());

        assertThat(told).allSatisfy(request -> CallbackSignatures.assertOf(voxlynx.operator(), request));
        assertThat(told).allSatisfy(request -> {
            assertThat(header(request, "X-VoxLynx-Delivery"))
                    .isEqualTo(body(request).getString("id"));
            assertThat(header(request, "X-VoxLynx-Event"))
                    .isEqualTo(body(request).getString("type"));
            assertThat(request.getString("body")).doesNotContain("+1");
        });
        assertThat(ids(told)).doesNotHaveDuplicates();
        assertThat(types(told)).contains("import.finished", "campaign.started", "campaign.completed");
        assertThat(types(told).stream().filter(type -> !type.startsWith("call.")))
                .containsExactly("import.finished", "campaign.started", "campaign.completed");
        Map<String, List<String>> byCall = told.stream()
                .map(WebhooksIT::body)
                .filter(event ->
                        event.getJsonObject("subject").getString("kind").equals("call"))
                .collect(Collectors.groupingBy(
                        event -> event.getJsonObject("subject").getString("id"),
                        Collectors.mapping(event -> event.getString("type"), Collectors.toList())));
        assertThat(byCall).hasSize(5);
        assertThat(byCall.values())
                .allSatisfy(life ->
                        assertThat(life.stream().map(LIFE_OF_A_CALL::indexOf)).isSorted());
    }

    @Test
    void aReceiverThatIsDownHearsOfEverythingWhenItIsUpAgain() {
        receiver.answer(
                Json.createObjectBuilder().add("status", 500).add("first", 3).build());
        TestCampaign campaign =
                voxlynx.campaign(Contacts.of(3), order(receiver.url()).build());
        campaign.start();
        campaign.awaitStatus("COMPLETED", PATIENCE);

        awaitAllTold(campaign.id());
        await().atMost(PATIENCE).until(() -> states(campaign.id()), List.of("DELIVERED")::equals);
    }

    @Test
    void whatWasGivenUpIsFoundAndSentAgainUnderItsId() {
        receiver.answer(Json.createObjectBuilder().add("status", 410).build());
        TestCampaign campaign = voxlynx.campaign(
                Contacts.of(2),
                order(receiver.url())
                        .add("webhookEvents", Json.createArrayBuilder(List.of("call.ended", "call.failed")))
                        .build());
        campaign.start();
        campaign.awaitStatus("COMPLETED", PATIENCE);
        awaitQuiet(campaign.id());
        String dead = "/api/webhooks/deliveries?state=dead&campaignId=" + campaign.id();
        List<JsonObject> found = deliveries(voxlynx.operator(), dead);
        assertThat(found).hasSize(2).allSatisfy(delivery -> {
            assertThat(delivery.getString("host")).isEqualTo("127.0.0.1");
            assertThat(delivery.getInt("lastStatus")).isEqualTo(410);
            assertThat(delivery.getString("reason")).isEqualTo("HTTP 410");
            assertThat(delivery.containsKey("body")).isFalse();
        });
        assertThat(deliveries(voxlynx.admin(), dead)).hasSize(2);
        CallbackClient moved = voxlynx.callbacks();

        patch(campaign, Json.createObjectBuilder().add("webhookUrl", moved.url()));
        String first = found.get(0).getString("id");
        JsonObject again = voxlynx.operator()
                .post("/api/webhooks/deliveries/" + first + "/resend")
                .require(200)
                .json();
        JsonObject others = voxlynx.admin()
                .post(
                        "/api/webhooks/resend",
                        Json.createObjectBuilder()
                                .add("campaignId", campaign.id().toString())
                                .build())
                .require(200)
                .json();

        assertThat(again.getString("state")).isEqualTo("pending");
        assertThat(others.getInt("resent")).isEqualTo(1);
        assertThat(others.getBoolean("more")).isFalse();
        awaitQuiet(campaign.id());
        assertThat(ids(moved.received()))
                .containsExactlyInAnyOrderElementsOf(
                        found.stream().map(delivery -> delivery.getString("id")).toList());
        JsonObject whole = voxlynx.operator()
                .get("/api/webhooks/deliveries/" + first)
                .require(200)
                .json();
        assertThat(whole.getString("state")).isEqualTo("delivered");
        assertThat(whole.getJsonObject("body").getString("id")).isEqualTo(first);
        assertThat(audited("webhook.resent", first)).isEqualTo(1);
    }

    @Test
    void whatIsAnothersIsNotThere() {
        TestCampaign campaign =
                voxlynx.campaign(Contacts.of(1), order(receiver.url()).build());
        awaitQuiet(campaign.id());
        String id = deliveries(voxlynx.operator(), "/api/webhooks/deliveries?campaignId=" + campaign.id())
                .get(0)
                .getString("id");
        Api stranger = voxlynx.operator2();

        Refusals.assertStandard(stranger.get("/api/webhooks/deliveries/" + id), 404, "NOT_FOUND");
        Refusals.assertStandard(stranger.post("/api/webhooks/deliveries/" + id + "/resend"), 404, "NOT_FOUND");
        Refusals.assertStandard(stranger.get("/api/webhooks/deliveries?campaignId=" + campaign.id()), 404, "NOT_FOUND");
        assertThat(deliveries(stranger, "/api/webhooks/deliveries?limit=500"))
                .noneMatch(delivery -> delivery.getString("id").equals(id));
    }

    /** Whoever runs a receiver can sign for no other one's. */
    @Test
    void everyOwnerIsShownASecretOfHisOwnAndNobodyElseIs() {
        String secret = secretOf(voxlynx.operator()).orElseThrow();
        Key key = Key.of(voxlynx.operator(), "operator");

        assertThat(secret).hasSize(64);
        assertThat(secretOf(voxlynx.operator2())).isPresent().get().isNotEqualTo(secret);
        assertThat(secretOf(voxlynx.operator().as(key.password()))).isEmpty();
        assertThat(secretOf(voxlynx.caller("voice-" + UUID.randomUUID(), "voice")))
                .isEmpty();
        assertThat(voxlynx.admin().get("/api/users?limit=100").require(200).text())
                .doesNotContain("webhookSecret");
    }

    @Test
    void aUsersDefaultCountsForCampaignsWithoutTheirOwnAndIsShownToHimAndAdmins() {
        String subject = "owner-" + UUID.randomUUID();
        Api owner = voxlynx.caller(subject, "operator");
        assertThat(owner.get("/api/me").require(200).json().containsKey("webhookUrl"))
                .isFalse();

        JsonObject me = owner.patch(
                        "/api/me",
                        Json.createObjectBuilder()
                                .add("webhookUrl", receiver.url())
                                .build())
                .require(200)
                .json();
        CallbackClient own = voxlynx.callbacks();
        UUID inheriting = uploaded(owner, Map.of());
        UUID withItsOwn = uploaded(owner, Map.of("webhookUrl", own.url(), "webhookEvents", "import.finished"));
        awaitQuiet(inheriting);
        awaitQuiet(withItsOwn);

        assertThat(me.getString("webhookUrl")).isEqualTo(receiver.url());
        assertThat(types(receiver.received())).containsExactly("import.finished");
        assertThat(types(own.received())).containsExactly("import.finished");
        assertThat(body(receiver.received().get(0)).getString("owner")).isEqualTo(subject);
        String user = "/api/users/" + voxlynx.db().one(UUID.class, "select id from users where subject = ?", subject);
        assertThat(voxlynx.admin().get(user).require(200).json().getString("webhookUrl"))
                .isEqualTo(receiver.url());
        JsonObject none = voxlynx.admin()
                .patch(user, Json.createObjectBuilder().addNull("webhookUrl").build())
                .require(200)
                .json();
        assertThat(none.containsKey("webhookUrl")).isFalse();
        assertThat(owner.get("/api/me").require(200).json().containsKey("webhookUrl"))
                .isFalse();
        owner.post("/api/campaigns/" + inheriting + "/cancel").require(200);
        owner.post("/api/campaigns/" + withItsOwn + "/cancel").require(200);
        awaitQuiet(withItsOwn);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aCampaignsWebhookIsPatchedShownAndTakenAway() {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);

        JsonObject listening = patch(
                campaign,
                Json.createObjectBuilder()
                        .add("webhookUrl", receiver.url())
                        .add("webhookEvents", Json.createArrayBuilder(List.of("campaign.canceled"))));
        assertThat(listening.getString("webhookUrl")).isEqualTo(receiver.url());
        assertThat(listening.getJsonArray("webhookEvents")).hasSize(1);
        assertThat(listening.getInt("cap")).isEqualTo(1);

        JsonObject silent = patch(campaign, Json.createObjectBuilder().addNull("webhookUrl"));
        assertThat(silent.containsKey("webhookUrl")).isFalse();
        assertThat(silent.getJsonArray("webhookEvents")).hasSize(1);

        patch(campaign, Json.createObjectBuilder().add("webhookUrl", receiver.url()));
        campaign.move("cancel").require(200);
        awaitQuiet(campaign.id());
        assertThat(types(receiver.received())).containsExactly("campaign.canceled");
        assertThat(audited("campaign.webhook_changed", campaign.id().toString()))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "webhookUrl, http://10.0.0.1/, campaign.canceled",
        "webhookEvents, https://8.8.8.8/, campaign.forgotten",
        "cap, https://8.8.8.8/, campaign.canceled"
    })
    void aChangeThatIsRefusedInPartChangesNothing(String field, String url, String event) {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);
        JsonObject before = voxlynx.operator().get(campaign.path()).require(200).json();

        Answer refused = voxlynx.operator()
                .patch(
                        campaign.path(),
                        Json.createObjectBuilder()
                                .add("cap", field.equals("cap") ? 1_000_000 : 2)
                                .add("webhookUrl", url)
                                .add("webhookEvents", Json.createArrayBuilder(List.of(event)))
                                .build());

        Refusals.assertInvalid(refused, field);
        assertThat(voxlynx.operator().get(campaign.path()).require(200).json()).isEqualTo(before);
    }

    @Test
    void aCapAndAWebhookAreChangedTogether() {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);

        JsonObject both =
                patch(campaign, Json.createObjectBuilder().add("cap", 2).add("webhookUrl", receiver.url()));

        assertThat(both.getInt("cap")).isEqualTo(2);
        assertThat(both.getString("webhookUrl")).isEqualTo(receiver.url());
    }

    @ParameterizedTest
    @CsvSource({"200, delivered", "204, delivered", "302, refused", "404, refused", "500, refused"})
    void aReceiverIsTriedOutOnceAndNothingOfItIsKept(int status, String outcome) {
        receiver.answer(Json.createObjectBuilder().add("status", status).build());
        long before = voxlynx.db().count("select count(*) from callbacks");

        JsonObject result = tried(receiver.url());

        assertThat(result.getString("outcome")).isEqualTo(outcome);
        assertThat(result.keySet()).containsExactlyInAnyOrder("id", "outcome");
        assertThat(receiver.received()).hasSize(1);
        JsonObject request = receiver.received().get(0);
        CallbackSignatures.assertOf(voxlynx.operator(), request);
        assertThat(body(request).getString("type")).isEqualTo("webhook.test");
        assertThat(body(request).getString("id")).isEqualTo(result.getString("id"));
        assertThat(voxlynx.db().count("select count(*) from callbacks")).isEqualTo(before);
    }

    @Test
    void whereNobodyListensIsNotReachable() {
        String nobody = receiver.url().replaceFirst(":\\d+/", ":1/");

        assertThat(tried(nobody).getString("outcome")).isEqualTo("unreachable");
    }

    @Test
    void aCampaignsReceiverIsTriedOutAndOneThatHasNoneSaysSo() {
        TestCampaign silent = voxlynx.campaign(Contacts.of(1), 1);
        JsonObject question = Json.createObjectBuilder()
                .add("campaignId", silent.id().toString())
                .build();
        Refusals.assertStandard(voxlynx.operator().post("/api/webhooks/test", question), 409, "CONFLICT");

        patch(silent, Json.createObjectBuilder().add("webhookUrl", receiver.url()));

        assertThat(voxlynx.operator()
                        .post("/api/webhooks/test", question)
                        .require(200)
                        .json()
                        .getString("outcome"))
                .isEqualTo("delivered");
    }

    @Test
    void theSecretsOfAUrlAreNeitherInTheLogNorInTheAuditLogNorInTheList() throws IOException {
        String secret = "hush" + UUID.randomUUID();
        receiver.answer(Json.createObjectBuilder().add("status", 410).build());
        TestCampaign campaign = voxlynx.campaign(
                Contacts.of(1), order(receiver.url() + "?key=" + secret).build());
        awaitQuiet(campaign.id());
        patch(campaign, Json.createObjectBuilder().add("webhookUrl", receiver.url() + "?key=" + secret + "2"));
        tried(receiver.url() + "?key=" + secret);
        String list = voxlynx.admin()
                .get("/api/webhooks/deliveries?campaignId=" + campaign.id())
                .require(200)
                .text();

        assertThat(list).contains("127.0.0.1").doesNotContain(secret);
        assertThat(Files.readString(voxlynx.platform().node(0).log())).doesNotContain(secret);
        assertThat(voxlynx.db().count("select count(*) from audit_log where details::text like ?", "%" + secret + "%"))
                .isZero();
    }

    private JsonObjectBuilder order(String url) {
        return Json.createObjectBuilder(voxlynx.order(2, "continuous")).add("webhookUrl", url);
    }

    /** With the values as form fields. */
    private UUID uploaded(Api owner, Map<String, String> more) {
        Multipart form = new Multipart();
        form.field("assistantId", voxlynx.assistantId()).field("phoneNumberId", "sandbox-line-1");
        more.forEach(form::field);
        form.file("contactsCsv", "contacts.csv", Contacts.of(1).csv());
        return UUID.fromString(
                owner.post("/api/campaigns", form).require(201).json().getString("campaignId"));
    }

    private static Optional<String> secretOf(Api caller) {
        return Optional.ofNullable(caller.get("/api/me").require(200).json().getString("webhookSecret", null));
    }

    private JsonObject patch(TestCampaign campaign, JsonObjectBuilder change) {
        return voxlynx.operator()
                .patch(campaign.path(), change.build())
                .require(200)
                .json();
    }

    private JsonObject tried(String url) {
        return voxlynx.operator()
                .post(
                        "/api/webhooks/test",
                        Json.createObjectBuilder().add("webhookUrl", url).build())
                .require(200)
                .json();
    }

    /** Until something was told, and nothing of it waits. */
    private void awaitQuiet(UUID campaignId) {
        await().atMost(PATIENCE)
                .until(() ->
                        !states(campaignId).isEmpty() && !states(campaignId).contains("PENDING"));
    }

    /** A campaign is over with its last call; what that call has cost may be told later. */
    private List<JsonObject> awaitAllTold(UUID campaignId) {
        List<JsonObject> told = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            Set<String> recorded = recorded(campaignId);
            told.clear();
            told.addAll(receiver.received());
            assertThat(Set.copyOf(ids(told))).isEqualTo(recorded);
        });
        return told;
    }

    private List<String> states(UUID campaignId) {
        return voxlynx.db()
                .list(String.class, "select distinct state from callbacks where campaign_id = ?", campaignId);
    }

    private Set<String> recorded(UUID campaignId) {
        return Set.copyOf(voxlynx.db().list(String.class, """
                        select id::text from domain_events
                        where subject_id = ? or data ->> 'campaignId' = ?""", campaignId, campaignId.toString()));
    }

    private long audited(String action, String target) {
        return voxlynx.db().count("select count(*) from audit_log where action = ? and target = ?", action, target);
    }

    private static List<JsonObject> deliveries(Api caller, String path) {
        return caller.get(path).require(200).json().getJsonArray("deliveries").getValuesAs(JsonObject.class);
    }

    private static List<String> ids(List<JsonObject> requests) {
        return requests.stream().map(request -> body(request).getString("id")).toList();
    }

    private static List<String> types(List<JsonObject> requests) {
        return requests.stream().map(request -> body(request).getString("type")).toList();
    }

    private static JsonObject body(JsonObject request) {
        return Json.createReader(new StringReader(request.getString("body"))).readObject();
    }

    private static String header(JsonObject request, String name) {
        return request.getJsonObject("headers").getString(name);
    }
}
