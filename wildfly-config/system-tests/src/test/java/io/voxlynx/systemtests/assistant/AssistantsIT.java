package io.voxlynx.systemtests.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SystemTest
class AssistantsIT {

    private static final String PATH = "/api/assistants";

    private final Installation voxlynx;
    private final Api api;

    AssistantsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.api = voxlynx.admin();
    }

    @Test
    void makesOneHereAndAtTheProvider() {
        String name = unique("Cold Call");

        Answer answer = api.post(PATH, order(name)).require(201);

        JsonObject made = answer.json();
        assertThat(made.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "provider_assistant_id",
                        "name",
                        "source",
                        "config_json",
                        "active",
                        "ephemeral",
                        "created_at",
                        "updated_at");
        assertThat(made.getString("name")).isEqualTo(name);
        assertThat(made.getString("source")).isEqualTo("local");
        assertThat(made.getBoolean("active")).isTrue();
        assertThat(made.getBoolean("ephemeral")).isFalse();
        assertThat(made.getJsonObject("config_json")).isEqualTo(config());
        assertThat(answer.header("Location")).hasValue(api.base() + PATH + "/" + made.getString("id"));
        assertThat(api.get(path(made)).require(200).json()).isEqualTo(made);
        JsonObject there = atProvider(made);
        assertThat(there.getString("name")).isEqualTo(name);
        assertThat(there.getString("firstMessage")).isEqualTo("Hello, this is Ann.");
        assertThat(there.getString("endCallMessage")).isEqualTo("Bye");
        assertThat(there.getJsonObject("model").getString("model")).isEqualTo("gpt-4");
        assertThat(there.getJsonObject("voice").getString("voiceId")).isEqualTo("sarah");
        assertThat(there.getJsonObject("server").getString("url")).endsWith("/api/webhooks/vapi");
    }

    @Test
    void tellsWhyTheProviderRefusedAndKeepsNothing() {
        String name = unique("Refused");
        JsonObject voice = Json.createObjectBuilder()
                .add("provider", "p".repeat(41))
                .add("voiceId", "sarah")
                .build();

        Answer answer = api.post(
                PATH,
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("config", Json.createObjectBuilder().add("voice", voice))
                        .build());

        JsonObject error = Refusals.assertStandard(answer, 502, "PROVIDER_ERROR");
        assertThat(error.getString("message")).contains("voice.provider");
        assertThat(listed("q=" + name)).isEmpty();
    }

    @Test
    void changesWhatIsNamedAndLeavesTheRest() {
        JsonObject made = make(unique("Before"));
        String name = unique("After");

        JsonObject changed = api.patch(
                        path(made),
                        Json.createObjectBuilder()
                                .add("name", name)
                                .add("config", Json.createObjectBuilder().add("firstMessage", "Good morning"))
                                .build())
                .require(200)
                .json();

        assertThat(changed.getString("name")).isEqualTo(name);
        assertThat(changed.getJsonObject("config_json"))
                .isEqualTo(Json.createObjectBuilder(config())
                        .add("firstMessage", "Good morning")
                        .build());
        assertThat(updated(changed)).isAfter(updated(made));
        assertThat(changed.getString("created_at")).isEqualTo(made.getString("created_at"));
        assertThat(api.get(path(made)).require(200).json()).isEqualTo(changed);
        JsonObject there = atProvider(made);
        assertThat(there.getString("firstMessage")).isEqualTo("Good morning");
        assertThat(there.getJsonObject("voice").getString("voiceId")).isEqualTo("sarah");
    }

    @Test
    void aChangeThatTheProviderRefusesIsMadeNowhere() {
        JsonObject made = make(unique("Firm"));
        JsonObject voice = Json.createObjectBuilder()
                .add("provider", "p".repeat(41))
                .add("voiceId", "x")
                .build();

        Answer answer = api.patch(
                path(made),
                Json.createObjectBuilder()
                        .add("name", unique("Other"))
                        .add("config", Json.createObjectBuilder().add("voice", voice))
                        .build());

        Refusals.assertStandard(answer, 502, "PROVIDER_ERROR");
        assertThat(api.get(path(made)).require(200).json()).isEqualTo(made);
    }

    @Test
    void anInactiveOneStaysListedAndNoCampaignMayUseIt() {
        String name = unique("Sleeping");
        JsonObject made = make(name);

        api.patch(path(made), Json.createObjectBuilder().add("active", false).build())
                .require(200);

        assertThat(listed("q=" + name + "&active=true")).isEmpty();
        assertThat(listed("q=" + name + "&active=false"))
                .extracting(item -> item.getString("id"))
                .containsExactly(made.getString("id"));
        assertThat(listed("q=" + name)).hasSize(1);
    }

    @Test
    void takesOneOfTheProviderAndBringsItUpToDateTheSecondTime() {
        String there = makeAtTheProviderAlone("Theirs");

        JsonObject first = api.post(PATH + "/import", importing(there).build())
                .require(201)
                .json();
        String name = unique("Ours");
        JsonObject second = api.post(
                        PATH + "/import", importing(there).add("name", name).build())
                .require(200)
                .json();

        assertThat(first.getString("name")).isEqualTo("Theirs");
        assertThat(first.getString("source")).isEqualTo("imported");
        assertThat(first.getString("provider_assistant_id")).isEqualTo(there);
        assertThat(first.getJsonObject("config_json").getString("firstMessage")).isEqualTo("Hi");
        assertThat(second.getString("id")).isEqualTo(first.getString("id"));
        assertThat(second.getString("name")).isEqualTo(name);
    }

    @Test
    void cannotTakeWhatTheProviderDoesNotHave() {
        Answer answer =
                api.post(PATH + "/import", importing("no-such-assistant").build());

        Refusals.assertStandard(answer, 404, "NOT_FOUND");
        assertThat(voxlynx.db()
                        .count("select count(*) from assistants where provider_assistant_id = 'no-such-assistant'"))
                .isZero();
    }

    @Test
    void listsPageByPageNewestFirst() {
        String mark = unique("Page");
        List<String> ids = List.of(mark + " 1", mark + " 2", mark + " 3").stream()
                .map(name -> make(name).getString("id"))
                .toList();

        JsonObject first =
                api.get(PATH + "?limit=2&q=" + mark.toLowerCase()).require(200).json();
        JsonObject second =
                api.get(PATH + "?limit=2&page=2&q=" + mark).require(200).json();

        assertThat(idsOf(first)).containsExactly(ids.get(2), ids.get(1));
        assertThat(idsOf(second)).containsExactly(ids.get(0));
        assertThat(first.getJsonObject("pagination"))
                .isEqualTo(Json.createObjectBuilder()
                        .add("page", 1)
                        .add("limit", 2)
                        .add("total", 3)
                        .add("pages", 2)
                        .build());
        assertThat(first.getJsonArray("assistants").getJsonObject(0).containsKey("config_json"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%25", "_", "%5C", "!", "'"})
    void searchesForWhatWasTypedAndNothingElse(String sign) {
        String mark = unique("Sign");
        make(mark + " plain");

        assertThat(listed("q=" + mark + sign)).isEmpty();
    }

    @Test
    void aPageHasFiftyUnlessToldAndNeverMoreThanAHundred() {
        assertThat(api.get(PATH).require(200).json().getJsonObject("pagination").getInt("limit"))
                .isEqualTo(50);
        assertThat(api.get(PATH + "?limit=100")
                        .require(200)
                        .json()
                        .getJsonObject("pagination")
                        .getInt("limit"))
                .isEqualTo(100);
        Refusals.assertStandard(api.get(PATH + "?limit=101"), 400, "VALIDATION_ERROR");
    }

    @Test
    void leavesTheDirectoryAndStaysAtTheProvider() {
        String name = unique("Leaving");
        JsonObject made = make(name);

        assertThat(api.delete(path(made)).require(204).body()).isEmpty();

        Refusals.assertStandard(api.get(path(made)), 404, "NOT_FOUND");
        Refusals.assertStandard(api.delete(path(made)), 404, "NOT_FOUND");
        Refusals.assertStandard(
                api.patch(
                        path(made), Json.createObjectBuilder().add("name", "x").build()),
                404,
                "NOT_FOUND");
        assertThat(listed("q=" + name)).isEmpty();
        assertThat(atProvider(made).getString("name")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUEUED", "PAUSED"})
    void cannotLeaveWhileACampaignNeedsIt(String status) {
        JsonObject made = make(unique("Needed"));
        TestCampaign campaign = campaignWith(made);
        api.post(campaign.path() + "/start").require(200);
        if (status.equals("PAUSED")) {
            campaign.move("pause").require(200);
        }
        assertThat(campaign.status()).isEqualTo(status);

        Answer answer = api.delete(path(made));

        JsonObject error = Refusals.assertStandard(answer, 409, "CONFLICT");
        assertThat(error.getJsonObject("details").getInt("activeCampaigns")).isEqualTo(1);
        api.get(path(made)).require(200);
    }

    @Test
    void finishedCampaignsStillNameIt() {
        String name = unique("Remembered");
        JsonObject made = make(name);
        TestCampaign campaign = campaignWith(made);
        campaign.move("cancel").require(200);

        api.delete(path(made)).require(204);

        assertThat(campaign.detail().getJsonObject("assistant").getString("name"))
                .isEqualTo(name);
    }

    private TestCampaign campaignWith(JsonObject assistant) {
        return voxlynx.campaign(
                Contacts.of(1),
                Json.createObjectBuilder(voxlynx.order(1, "continuous"))
                        .add("assistantId", assistant.getString("id"))
                        .build());
    }

    private JsonObject make(String name) {
        return api.post(PATH, order(name)).require(201).json();
    }

    private List<JsonObject> listed(String query) {
        return api.get(PATH + "?" + query)
                .require(200)
                .json()
                .getJsonArray("assistants")
                .getValuesAs(JsonObject.class);
    }

    private static List<String> idsOf(JsonObject page) {
        return page.getJsonArray("assistants").getValuesAs(JsonObject.class).stream()
                .map(item -> item.getString("id"))
                .toList();
    }

    private String makeAtTheProviderAlone(String name) {
        return provider()
                .post(
                        "/assistant",
                        Json.createObjectBuilder()
                                .add("name", name)
                                .add("firstMessage", "Hi")
                                .build())
                .require(201)
                .json()
                .getString("id");
    }

    private JsonObject atProvider(JsonObject assistant) {
        return provider()
                .get("/assistant/" + assistant.getString("provider_assistant_id"))
                .require(200)
                .json();
    }

    private Api provider() {
        return Api.of(voxlynx.platform().sandbox().url())
                .as(voxlynx.platform().secrets().providerApiKey());
    }

    private static JsonObject order(String name) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("config", config())
                .build();
    }

    private static JsonObject config() {
        return Json.createObjectBuilder()
                .add("model", "gpt-4")
                .add(
                        "voice",
                        Json.createObjectBuilder().add("provider", "11labs").add("voiceId", "sarah"))
                .add("systemPrompt", "Be brief.")
                .add("firstMessage", "Hello, this is Ann.")
                .add(
                        "options",
                        Json.createObjectBuilder().add("endCallMessage", "Bye").add("recordingEnabled", true))
                .build();
    }

    private static JsonObjectBuilder importing(String providerAssistantId) {
        return Json.createObjectBuilder().add("providerAssistantId", providerAssistantId);
    }

    private static String path(JsonObject assistant) {
        return PATH + "/" + assistant.getString("id");
    }

    private static Instant updated(JsonObject assistant) {
        return Instant.parse(assistant.getString("updated_at"));
    }

    private static String unique(String name) {
        return name.replace(" ", "-") + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
