package io.voxlynx.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditForTests;
import io.voxlynx.event.DomainEvent;
import io.voxlynx.event.EventType;
import io.voxlynx.identity.Caller;
import io.voxlynx.outbox.CallbackRecord;
import io.voxlynx.outbox.CallbackState;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignWebhooksTest {

    private static final String FIRST = "https://first.example/hook?secret=1";
    private static final String SECOND = "https://second.example/hook?secret=2";

    private final WebhooksForTests world = new WebhooksForTests();
    private final UUID campaign = world.campaign();

    @Test
    void whatWaitsGoesWhereTheCampaignPointsNow() {
        point(FIRST);
        UUID waiting = tell();

        point(SECOND);

        assertThat(world.urlOf(waiting)).isEqualTo(SECOND);
    }

    @Test
    void whatWaitsIsGivenUpWhereNothingIsLeftAndNobodyIsBothered() {
        point(FIRST);
        UUID waiting = tell();

        point("");

        CallbackRecord delivery = world.deliveries.get(waiting, world.owner);
        assertThat(delivery.state()).isEqualTo(CallbackState.dead);
        assertThat(delivery.reason()).isEqualTo("the webhook was taken away");
    }

    @Test
    void whatWasDeliveredStaysWhereItWent() {
        point(FIRST);
        UUID done = tell();
        WebhooksForTests.set(done, "state = 'DELIVERED'");

        point(SECOND);

        assertThat(world.urlOf(done)).isEqualTo(FIRST);
    }

    @Test
    void aChangedDefaultMovesWhatWaitsForCampaignsWithoutTheirOwn() {
        world.webhooks.changeDefault(FIRST, world.owner);
        UUID inherited = tell();
        UUID withItsOwn = world.campaign();
        world.change(withItsOwn, Optional.of(FIRST), Optional.empty(), world.owner);
        DomainEvent own = world.ofCampaign(EventType.CAMPAIGN_STARTED, withItsOwn);
        world.events.recorded(own);

        world.webhooks.changeDefault(SECOND, world.owner);

        assertThat(world.urlOf(inherited)).isEqualTo(SECOND);
        assertThat(world.urlOf(own.id())).isEqualTo(FIRST);
    }

    @Test
    void aChangeIsRememberedWithTheHostsAndNothingElseOfTheUrls() {
        point(FIRST);
        point(SECOND);
        point(SECOND);

        assertThat(AuditForTests.about(campaign))
                .extracting(AuditEntry::action, AuditEntry::details)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "campaign.webhook_changed", Map.of("from", "first.example", "to", "second.example")),
                        org.assertj.core.groups.Tuple.tuple(
                                "campaign.webhook_changed", Map.of("from", "", "to", "first.example")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://first.example/", "https://user:word@first.example/", "http://nobody.invalid/", "x"})
    void aReceiverThatCannotBeIsRefusedByName(String url) {
        assertThatThrownBy(() -> point(url))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refusal -> assertThat(refusal.details()).containsEntry("field", "webhookUrl"));
        assertThatThrownBy(() -> world.webhooks.changeDefault(url, world.owner)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void anEventThatIsNoneOfACampaignIsRefusedByName() {
        assertThatThrownBy(() ->
                        world.change(campaign, Optional.empty(), Optional.of(List.of("session.ended")), world.owner))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refusal -> assertThat(refusal.details()).containsEntry("field", "webhookEvents"));
    }

    @Test
    void anothersCampaignIsNotThere() {
        Caller other = new Caller("other", Set.of("operator"));

        assertThatThrownBy(() -> world.change(campaign, Optional.of(FIRST), Optional.empty(), other))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        hidden -> assertThat(hidden.isAnothers()).isTrue());
    }

    private void point(String url) {
        world.change(campaign, Optional.of(url), Optional.empty(), world.owner);
    }

    private UUID tell() {
        DomainEvent event = world.ofCampaign(EventType.CAMPAIGN_STARTED, campaign);
        world.events.recorded(event);
        return event.id();
    }
}
