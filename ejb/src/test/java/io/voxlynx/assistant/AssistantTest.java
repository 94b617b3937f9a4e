package io.voxlynx.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.assistant.AssistantConfig.Options;
import io.voxlynx.assistant.AssistantConfig.Voice;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssistantTest {

    private static final Instant MADE = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant LATER = MADE.plusSeconds(60);
    private static final AssistantConfig CONFIG =
            new AssistantConfig("gpt-4", new Voice("11labs", "v1"), "Sell", "Hello", new Options("Bye", true));

    private final Assistant assistant =
            Assistant.made(UUID.randomUUID(), new ProviderAssistant("a1", null, CONFIG), "Seller", MADE);

    @Test
    void isActiveAndLocalWhenMade() {
        assertThat(assistant.isActive()).isTrue();
        assertThat(assistant.source()).isEqualTo(AssistantSource.local);
        assertThat(assistant.updatedAt()).isEqualTo(MADE);
    }

    @Test
    void changesOnlyWhatTheChangesName() {
        assistant.reconfigure(new AssistantConfig(null, null, "Sell more", null, new Options(null, false)), LATER);
        assertThat(assistant.config())
                .isEqualTo(new AssistantConfig(
                        "gpt-4", new Voice("11labs", "v1"), "Sell more", "Hello", new Options("Bye", false)));
        assertThat(assistant.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void takesOverTheProvidersConfigurationWhenImportedAgain() {
        AssistantConfig changed = new AssistantConfig("gpt-4o", null, null, null, null);
        assistant.importAgain(new ProviderAssistant("a1", "Other", changed), LATER);
        assertThat(assistant.config()).isEqualTo(changed);
        assertThat(assistant.source()).isEqualTo(AssistantSource.imported);
        assertThat(assistant.name()).isEqualTo("Seller");
    }

    @Test
    void remembersThatItWasDeleted() {
        assistant.delete(LATER);
        assertThat(assistant.isDeleted()).isTrue();
    }

    @Test
    void searchesForWhatWasTyped() {
        assertThat(new AssistantFilter("50%_!", null).namePattern()).isEqualTo("%50!%!_!!%");
        assertThat(new AssistantFilter(null, null).namePattern()).isEqualTo("%%");
    }
}
