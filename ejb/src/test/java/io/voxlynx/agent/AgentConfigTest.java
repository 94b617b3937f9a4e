package io.voxlynx.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.shared.InvalidInput;
import org.junit.jupiter.api.Test;

class AgentConfigTest {

    @Test
    void isMeasuredInBytes() {
        String fits = "ü".repeat(AgentConfig.MAX_BYTES / 2);

        assertThat(new AgentConfig(fits).json()).isEqualTo(fits);
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new AgentConfig(fits + "x"))
                .satisfies(refused -> assertThat(refused.details()).containsEntry("field", "config"));
    }

    @Test
    void holdsNoHalvesOfCharacters() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new AgentConfig("{\"a\":\"\ud800\"}"));
    }
}
