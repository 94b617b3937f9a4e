package io.voxlynx.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.Fired;
import io.voxlynx.shared.PostgresForTests;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DomainEventsTest {

    private final Database database = PostgresForTests.database();
    private final DomainEvents events = EventsForTests.events(database);
    private final UUID call = UUID.randomUUID();

    @Test
    void whatDidNotHappenIsNotTold() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> database.useTransaction(handle -> {
                    events.record(ended());
                    throw new IllegalStateException("the call could not be moved");
                }));

        assertThat(EventsForTests.of(database, call)).isEmpty();
    }

    @Test
    void whoeverPassesItOnSeesItInTheTransactionAndInItsOuterForm() {
        events.record(ended());

        DomainEvent told = ((Fired<DomainEvent>) events.recorded).events.get(0);
        JsonObject json = Json.createReader(new StringReader(told.json())).readObject();
        assertThat(json.getInt("version")).isEqualTo(1);
        assertThat(json.getString("id")).isEqualTo(told.id().toString());
        assertThat(json.getString("type")).isEqualTo("call.ended");
        assertThat(json.getString("occurredAt")).endsWith("Z");
        assertThat(json.getJsonObject("subject"))
                .isEqualTo(Json.createObjectBuilder()
                        .add("kind", "call")
                        .add("id", call.toString())
                        .build());
        assertThat(json.getString("owner")).isEqualTo("ada");
        assertThat(json.getJsonObject("data").toString())
                .isEqualTo("{\"status\":\"ENDED\",\"seconds\":12.500,\"attempt\":1}");
    }

    @Test
    void othersWordsLoseTheTelephoneNumbersInThem() {
        NewEvent event = NewEvent.of(EventType.CALL_FAILED, call, "ada")
                .withWords("reason", "provider-refused: +14155550100 is not a number we call");

        assertThat(event.data().getString("reason")).isEqualTo("provider-refused: [number] is not a number we call");
    }

    @Test
    void everyWordBeginsWithWhatItHappensTo() {
        assertThat(EventType.values())
                .allSatisfy(type -> assertThat(type.word()).startsWith(type.subjectKind() + '.'));
    }

    private NewEvent ended() {
        return NewEvent.of(EventType.CALL_ENDED, call, "ada")
                .with("status", "ENDED")
                .with("reason", (String) null)
                .with("seconds", new BigDecimal("12.500"))
                .with("attempt", 1);
    }
}
