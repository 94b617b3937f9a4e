package io.voxlynx.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.event.DomainEvent;
import io.voxlynx.event.EventType;
import io.voxlynx.outbox.CallbackRecord;
import io.voxlynx.outbox.OutboxForTests;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Statements;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhookOrdersTest {

    private static final String OWN = "https://own.example/hook?key=1";
    private static final String DEFAULT = "https://default.example/hook";

    private final WebhooksForTests world = new WebhooksForTests();
    private final UUID campaign = world.campaign();

    @Test
    void whatNobodyWantsToHearIsNotOrdered() {
        world.events.recorded(world.ofCampaign(EventType.CAMPAIGN_STARTED, campaign));

        assertThat(world.ordered(campaign)).isEmpty();
    }

    @Test
    void anEventIsOrderedUnderItsIdAsEverybodyOutsideSeesIt() {
        world.change(campaign, Optional.of(OWN), Optional.empty(), world.owner);
        DomainEvent event = world.ofCampaign(EventType.CAMPAIGN_STARTED, campaign);

        world.events.recorded(event);

        CallbackRecord ordered = world.ordered(campaign).get(0);
        assertThat(ordered.id()).isEqualTo(event.id());
        assertThat(ordered.event()).isEqualTo("campaign.started");
        assertThat(ordered.host()).isEqualTo("own.example");
        assertThat(world.urlOf(event.id())).isEqualTo(OWN);
        assertThat(world.deliveries.body(event.id(), world.owner)).isEqualTo(event.json());
    }

    @Test
    void itsOwnUrlComesBeforeTheDefaultOfItsOwner() {
        world.webhooks.changeDefault(DEFAULT, world.owner);
        assertThat(hostOfNext()).isEqualTo("default.example");

        world.change(campaign, Optional.of(OWN), Optional.empty(), world.owner);
        assertThat(hostOfNext()).isEqualTo("own.example");

        world.change(campaign, Optional.of(""), Optional.empty(), world.owner);
        assertThat(hostOfNext()).isEqualTo("default.example");
    }

    @Test
    void onlyTheEventsThatWereAskedForAreOrdered() {
        world.change(campaign, Optional.of(OWN), Optional.of(List.of("call.ended")), world.owner);
        UUID call = UUID.randomUUID();

        world.events.recorded(world.within(EventType.CALL_ANSWERED, call, campaign));
        world.events.recorded(world.within(EventType.CALL_ENDED, call, campaign));
        world.events.recorded(world.ofCampaign(EventType.CAMPAIGN_COMPLETED, campaign));

        assertThat(world.ordered(campaign)).extracting(CallbackRecord::event).containsExactly("call.ended");
    }

    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {"SESSION_STARTED", "SESSION_ENDED", "USAGE_RECORDED"})
    void whatBelongsToNoCampaignIsNotItsBusiness(EventType type) {
        world.webhooks.changeDefault(DEFAULT, world.owner);

        world.events.recorded(world.ofCampaign(type, campaign));

        assertThat(world.ordered(campaign)).isEmpty();
    }

    @Test
    void eventsKeepTheirOrderByCallAndThoseOfTheCampaignTheirs() {
        world.change(campaign, Optional.of(OWN), Optional.empty(), world.owner);
        UUID call = UUID.randomUUID();

        world.events.recorded(world.within(EventType.IMPORT_FINISHED, UUID.randomUUID(), campaign));
        world.events.recorded(world.ofCampaign(EventType.CAMPAIGN_STARTED, campaign));
        world.events.recorded(world.within(EventType.CALL_LAUNCHED, call, campaign));
        world.events.recorded(world.within(EventType.CALL_ENDED, call, campaign));

        assertThat(world.ordered(campaign))
                .extracting(CallbackRecord::subjectId)
                .containsExactly(call, call, campaign, campaign);
    }

    @Test
    void nobodyIsToldOfWhatWasRolledBack() {
        world.change(campaign, Optional.of(OWN), Optional.empty(), world.owner);

        WebhooksForTests.DATABASE.useTransaction(db -> {
            world.events.recorded(world.ofCampaign(EventType.CAMPAIGN_STARTED, campaign));
            db.rollback();
        });

        assertThat(world.ordered(campaign)).isEmpty();
    }

    @Test
    void costsTheFactOneStatementWhetherOrNotAnybodyListens() {
        Statements statements = new Statements();
        Database watched = statements.watched();
        WebhookOrders orders = new WebhookOrders();
        orders.callbacks = OutboxForTests.callbacks(watched);
        UUID silent = world.campaign();
        world.change(campaign, Optional.of(OWN), Optional.empty(), world.owner);

        for (UUID told : List.of(silent, campaign)) {
            statements.since();
            watched.useTransaction(db -> orders.recorded(world.ofCampaign(EventType.CAMPAIGN_STARTED, told)));
            assertThat(statements.since()).hasSize(2).endsWith("commit");
        }
        assertThat(world.ordered(silent)).isEmpty();
        assertThat(world.ordered(campaign)).hasSize(1);
    }

    private String hostOfNext() {
        world.events.recorded(world.ofCampaign(EventType.CAMPAIGN_PAUSED, campaign));
        return world.ordered(campaign).get(0).host();
    }
}
