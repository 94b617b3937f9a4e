package io.voxlynx.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.Conflict;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CampaignTest {

    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

    private final Campaign campaign = new Campaign(
            UUID.randomUUID(),
            new NewCampaign(
                    "someone", "Q1", 8, CampaignMode.continuous, UUID.randomUUID(), "line-1", CampaignWebhook.NONE),
            NOW);

    @Test
    void refusesToStartBeforeItsContactsAreThere() {
        assertThatThrownBy(() -> campaign.start(NOW))
                .isInstanceOf(Conflict.class)
                .satisfies(e -> assertThat(((Conflict) e).details()).containsEntry("importStatus", "PENDING"));
    }

    @Test
    void refusesToPauseBeforeStartAndNamesThePresentState() {
        assertThatThrownBy(() -> campaign.pause(NOW))
                .isInstanceOf(Conflict.class)
                .satisfies(e -> assertThat(((Conflict) e).details()).containsEntry("status", "CREATED"));
    }

    @Test
    void cannotBeResumedUnlessPaused() {
        assertThatThrownBy(() -> campaign.resume(NOW)).isInstanceOf(Conflict.class);
    }

    @Test
    void canBeCanceledBeforeStartAndNothingComesAfterThat() {
        campaign.cancel(NOW);
        assertThat(campaign.status()).isEqualTo(CampaignStatus.CANCELED);
        assertThatThrownBy(() -> campaign.cancel(NOW)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> campaign.pause(NOW)).isInstanceOf(Conflict.class);
    }

    @Property
    void nothingLeavesATerminalState(@ForAll CampaignStatus from, @ForAll CampaignStatus to) {
        if (from.isTerminal()) {
            assertThat(from.canBecome(to)).isFalse();
        }
        assertThat(from.canBecome(from)).isFalse();
    }
}
