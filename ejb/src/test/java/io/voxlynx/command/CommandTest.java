package io.voxlynx.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    private static final UUID ID = UUID.fromString("0195a1d4-0000-7000-8000-000000000001");

    @Test
    void contactsComeWithWhatTheyHave() {
        Command command = Command.read("""
                {"version": 1, "id": "%s", "command": "contacts.add", "campaignId": "%s", "defaultRegion": "DE",
                 "contacts": [{"name": "Ada", "phone": "030 901820", "city": "Berlin", "business_name": null}]}""".formatted(ID, ID));

        assertThat(command.kind()).isEqualTo(Command.Kind.ADD_CONTACTS);
        assertThat(command.id()).isEqualTo(ID);
        assertThat(command.defaultRegion()).isEqualTo("DE");
        assertThat(command.contacts()).containsExactly(Map.of("name", "Ada", "phone", "030 901820", "city", "Berlin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "start it",
                "[]",
                "{}",
                "{\"version\":2,\"id\":\"@\",\"command\":\"campaign.start\",\"campaignId\":\"@\"}",
                "{\"version\":1,\"id\":\"@\",\"command\":\"campaign.delete\",\"campaignId\":\"@\"}",
                "{\"version\":1,\"id\":7,\"command\":\"campaign.start\",\"campaignId\":\"@\"}",
                "{\"version\":1,\"id\":\"@\",\"command\":\"campaign.start\",\"campaignId\":\"mine\"}",
                "{\"version\":1,\"id\":\"@\",\"command\":\"contacts.add\",\"campaignId\":\"@\"}",
                "{\"version\":1,\"id\":\"@\",\"command\":\"contacts.add\",\"campaignId\":\"@\",\"contacts\":[]}",
                "{\"version\":1,\"id\":\"@\",\"command\":\"contacts.add\",\"campaignId\":\"@\",\"contacts\":[7]}",
                "{\"version\":1,\"id\":\"@\",\"command\":\"contacts.add\",\"campaignId\":\"@\",\"contacts\":[{\"name\":7}]}"
            })
    void whatIsNoneIsNotTakenForOne(String text) {
        assertThatExceptionOfType(UnreadableCommand.class)
                .isThrownBy(() -> Command.read(text.replace("@", ID.toString())));
    }

    @Test
    void aThousandContactsAreTakenAndNoMore() {
        assertThat(Command.read(with(1_000)).contacts()).hasSize(1_000);
        assertThatExceptionOfType(UnreadableCommand.class).isThrownBy(() -> Command.read(with(1_001)));
    }

    private static String with(int contacts) {
        return "{\"version\":1,\"id\":\"%s\",\"command\":\"contacts.add\",\"campaignId\":\"%s\",\"contacts\":[%s]}"
                .formatted(ID, ID, "{},".repeat(contacts - 1) + "{}");
    }
}
