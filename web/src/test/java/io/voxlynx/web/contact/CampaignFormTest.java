package io.voxlynx.web.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.imports.CampaignOrder;
import io.voxlynx.shared.InvalidInput;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignFormTest {

    private static final UUID ASSISTANT = UUID.randomUUID();
    private static final CampaignOrder ORDER =
            new CampaignOrder("Spring", 3, CampaignMode.batch, ASSISTANT, "line-1", "DE", null, List.of());

    private final CampaignForm form = new CampaignForm();

    @Test
    void readsFields() {
        form.put("name", " Spring ");
        form.put("cap", "3");
        form.put("mode", "batch");
        form.put("assistantId", ASSISTANT.toString());
        form.put("phoneNumberId", "line-1");
        form.put("defaultRegion", "DE");
        form.put("unknown", "x");
        assertThat(form.order()).isEqualTo(ORDER);
    }

    @Test
    void readsOneJsonPart() {
        form.put("campaign", """
                {"name": "Spring", "cap": 3, "mode": "batch", "assistantId": "%s", "phoneNumberId": "line-1",
                 "defaultRegion": "DE", "unknown": "x"}""".formatted(ASSISTANT));
        assertThat(form.order()).isEqualTo(ORDER);
    }

    @Test
    void readsTheEventsThatAWebhookWantsFromTextAndFromAList() {
        form.put(
                "campaign",
                "{\"webhookUrl\": \"https://a.example/\", \"webhookEvents\": [\"call.ended\", \"call.failed\"]}");
        assertThat(form.order().webhookUrl()).isEqualTo("https://a.example/");
        assertThat(form.order().webhookEvents()).containsExactly("call.ended", "call.failed");

        form.put("webhookEvents", "campaign.started, campaign.completed");
        assertThat(form.order().webhookEvents()).containsExactly("campaign.started", "campaign.completed");
    }

    @Test
    void aFieldCountsBeforeTheJson() {
        form.put("cap", "5");
        form.put("campaign", "{\"cap\": 3, \"name\": null}");
        assertThat(form.order().cap()).isEqualTo(5);
        assertThat(form.order().name()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"cap, many", "cap, 3.5", "mode, fast", "assistantId, 7", "assistantId, 1-1-1-1-1"})
    void refusesFieldsOfTheWrongType(String name, String value) {
        form.put(name, value);
        assertRefused(name, form::order);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "campaign|[]",
                "campaign|{nope",
                "cap|{\"cap\": \"3\"}",
                "name|{\"name\": 3}",
                "cap|{\"cap\": 3, \"cap\": 4}",
                "cap|{\"cap\": 1e1000000000}",
                "name|{\"name\": \"\\ud800\"}",
                "campaign|{\"cap\": 3} {}",
                "mode|{\"mode\": {}}",
                "phoneNumberId|{\"phoneNumberId\": true}",
                "webhookUrl|{\"webhookUrl\": 5}",
                "webhookEvents|{\"webhookEvents\": \"call.ended\"}",
                "webhookEvents|{\"webhookEvents\": [5]}",
                "webhookEvents|{\"webhookEvents\": {}}"
            })
    void refusesJsonOfTheWrongType(String field, String json) {
        assertRefused(field, () -> {
            form.put("campaign", json);
            form.order();
        });
    }

    @Test
    void refusesAFieldGivenTwiceAndTextThatNoDatabaseTakes() {
        form.put("name", "a\0b");
        assertRefused("name", form::order);
        assertRefused("name", () -> form.put("name", "again"));
        form.put("campaign", "{}");
        assertRefused("campaign", () -> form.put("campaign", "{}"));
    }

    private static void assertRefused(String field, Runnable reading) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(reading::run)
                .satisfies(e -> assertThat(e.details()).containsEntry("field", field));
    }
}
