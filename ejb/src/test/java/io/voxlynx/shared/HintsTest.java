package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HintsTest {

    private final List<UUID> done = new ArrayList<>();

    static Stream<FakeMessage> noRows() {
        return Stream.of(
                FakeMessage.text("{\"version\":1,\"status\":\"REFUSED\"}"),
                FakeMessage.text(""),
                FakeMessage.text(null),
                FakeMessage.bytes("0195a1d4-0000-7000-8000-000000000001"),
                FakeMessage.other());
    }

    @ParameterizedTest
    @MethodSource("noRows")
    void whatNamesNoRowIsDroppedAndNotOfferedAgain(FakeMessage message) {
        Hints.follow(message.message(), "Call", done::add);

        assertThat(done).isEmpty();
    }

    @Test
    void aHintLeadsToItsRow() {
        UUID row = UUID.randomUUID();

        Hints.follow(FakeMessage.text(row.toString()).message(), "Call", done::add);

        assertThat(done).containsExactly(row);
    }

    @Test
    void whatFailsIsLeftToTheSweeper() {
        Hints.follow(FakeMessage.text(UUID.randomUUID().toString()).message(), "Call", row -> {
            throw new IllegalStateException("the database is away");
        });
    }
}
