package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.ProviderFailed;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SipDialsTest {

    private final SipDials dials = new SipDials();

    SipDialsTest() {
        dials.settings = new LiveKitSettings();
    }

    @Test
    void withoutATrunkNobodyIsCalledAndTheCallerIsToldWhy() {
        for (Optional<String> trunk : java.util.List.of(Optional.<String>empty(), Optional.of(" "))) {
            dials.settings.sipTrunkId = trunk;

            assertThatThrownBy(dials::requireTrunk)
                    .isInstanceOf(ProviderFailed.class)
                    .hasMessageContaining("no trunk for outbound calls is configured");
        }
    }

    @Test
    void withATrunkItMayBeTried() {
        dials.settings.sipTrunkId = Optional.of("ST_1");

        assertThatCode(dials::requireTrunk).doesNotThrowAnyException();
    }
}
