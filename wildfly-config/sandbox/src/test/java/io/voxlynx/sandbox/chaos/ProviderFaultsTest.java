package io.voxlynx.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderFaultsTest {

    private static JsonObject dial(String reply, String callId) {
        JsonObjectBuilder line = Json.createObjectBuilder().add("reply", reply);
        return (callId == null ? line.addNull("callId") : line.add("callId", callId)).build();
    }

    @Test
    void missesAKindThatNoOrderWasAnsweredWith() {
        assertThat(ProviderFaults.missing(List.of("429", "hang"), List.of(dial("201", "a"), dial("hang", "b"))))
                .containsExactly("429");
        assertThat(ProviderFaults.missing(List.of("429"), List.of())).containsExactly("429");
        assertThat(ProviderFaults.missing(List.of("429"), List.of(dial("429", null))))
                .isEmpty();
    }

    @Test
    void tellsWhatHappensBeforeTheCallFromWhatHappensAfter() {
        List<JsonObject> before = List.of(dial("500", null), dial("reset", null));
        List<JsonObject> after = List.of(dial("500", "a"), dial("reset", "b"));
        assertThat(ProviderFaults.missing(ProviderFaults.KINDS, before))
                .doesNotContain("500", "reset-before-accept")
                .contains("500-after-accept", "reset");
        assertThat(ProviderFaults.missing(ProviderFaults.KINDS, after))
                .doesNotContain("500-after-accept", "reset")
                .contains("500", "reset-before-accept");
    }
}
