package io.voxlynx.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.event.DomainEvent;
import io.voxlynx.event.EventType;
import io.voxlynx.identity.Caller;
import io.voxlynx.outbox.CallbackFilter;
import io.voxlynx.outbox.CallbackRecord;
import io.voxlynx.outbox.CallbackState;
import io.voxlynx.shared.NotFound;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookDeliveriesTest {

    private static final Caller STRANGER = new Caller("stranger", Set.of("operator"));

    private final WebhooksForTests world = new WebhooksForTests();
    private final UUID campaign = world.campaign();
    private final String host = "h" + campaign + ".example";

    @BeforeEach
    void listen() {
        point("https://" + host + "/hook");
    }

    @Test
    void oneThatWasGivenUpBeginsAnewUnderItsId() {
        UUID id = told();
        dead(id);

        CallbackRecord again = world.deliveries.resend(id, world.owner);

        assertThat(again.id()).isEqualTo(id);
        assertThat(again.state()).isEqualTo(CallbackState.pending);
        assertThat(again.tries()).isZero();
        assertThat(again.reason()).isNull();
        assertThat(again.finishedAt()).isNull();
    }

    @Test
    void oneThatWasGivenUpGoesWhereItsCampaignPointsNow() {
        UUID id = told();
        dead(id);
        point("https://moved.example/hook");
        assertThat(world.urlOf(id)).contains(host);

        assertThat(world.deliveries.resend(id, world.owner).host()).isEqualTo("moved.example");
    }

    @Test
    void oneThatRestsIsDueAtOnceAndOneThatIsBeingSentIsLeftAlone() {
        UUID resting = told();
        UUID sending = told();
        WebhooksForTests.set(
                resting, "tries = 3, note = 'HTTP 500', not_before = clock_timestamp() + interval '1 hour'");
        WebhooksForTests.set(sending, "tries = 1, not_before = clock_timestamp() + interval '1 minute'");

        assertThat(world.deliveries.resend(resting, world.owner).nextTryAt())
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(world.deliveries.resend(sending, world.owner).nextTryAt())
                .isAfter(Instant.now().plusSeconds(30));
    }

    @Test
    void saidTwiceItHappensOnce() {
        UUID id = told();
        dead(id);

        world.deliveries.resend(id, world.owner);
        WebhooksForTests.set(id, "tries = 1, note = 'HTTP 500'");

        assertThat(world.deliveries.resend(id, world.owner).tries()).isEqualTo(1);
    }

    @Test
    void theDeadOfACampaignAreSentAgainAndNothingElse() {
        UUID dead = told();
        UUID delivered = told();
        dead(dead);
        WebhooksForTests.set(delivered, "state = 'DELIVERED', finished_at = clock_timestamp()");
        UUID other = world.campaign();
        world.change(other, Optional.of("https://" + host + "/"), Optional.empty(), world.owner);
        DomainEvent elsewhere = world.ofCampaign(EventType.CAMPAIGN_STARTED, other);
        world.events.recorded(elsewhere);
        dead(elsewhere.id());

        assertThat(world.deliveries.resendDead(campaign, null, null, world.owner))
                .isEqualTo(1);

        assertThat(state(dead)).isEqualTo(CallbackState.pending);
        assertThat(state(delivered)).isEqualTo(CallbackState.delivered);
        assertThat(state(elsewhere.id())).isEqualTo(CallbackState.dead);
    }

    @Test
    void theDeadOfAHostAreSentAgainSinceATimeAndTheOwnersOnly() {
        UUID old = told();
        UUID recent = told();
        dead(old);
        dead(recent);
        WebhooksForTests.set(old, "created_at = clock_timestamp() - interval '2 days'");
        Instant yesterday = Instant.now().minusSeconds(86_400);

        assertThat(world.deliveries.resendDead(null, host, yesterday, STRANGER)).isZero();
        assertThat(world.deliveries.resendDead(null, host, yesterday, WebhooksForTests.ADMIN))
                .isEqualTo(1);

        assertThat(state(recent)).isEqualTo(CallbackState.pending);
        assertThat(state(old)).isEqualTo(CallbackState.dead);
    }

    @Test
    void whatIsAnothersIsNotThere() {
        UUID id = told();

        assertThatThrownBy(() -> world.deliveries.get(id, STRANGER))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        hidden -> assertThat(hidden.isAnothers()).isTrue());
        assertThatThrownBy(() -> world.deliveries.resend(id, STRANGER)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> world.deliveries.resendDead(campaign, null, null, STRANGER))
                .isInstanceOf(NotFound.class);
        assertThat(world.deliveries.list(any(), null, 500, STRANGER)).isEmpty();
        assertThat(world.deliveries.get(id, WebhooksForTests.ADMIN).id()).isEqualTo(id);
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() {
        List<UUID> all = IntStream.range(0, 7).mapToObj(n -> told()).toList();

        List<CallbackRecord> first = world.deliveries.list(any(), null, 4, world.owner);
        List<CallbackRecord> rest = world.deliveries.list(any(), first.get(3).id(), 4, world.owner);

        assertThat(first)
                .hasSize(4)
                .isSortedAccordingTo(
                        Comparator.comparing(CallbackRecord::createdAt).reversed());
        assertThat(rest).hasSize(3);
        assertThat(first.get(0).id()).isEqualTo(all.get(6));
        assertThat(rest.get(2).id()).isEqualTo(all.get(0));
    }

    private static CallbackFilter any() {
        return new CallbackFilter(null, null, null, null, null, null, null, null);
    }

    private void point(String url) {
        world.change(campaign, Optional.of(url), Optional.empty(), world.owner);
    }

    private UUID told() {
        DomainEvent event = world.within(EventType.CALL_ENDED, UUID.randomUUID(), campaign);
        world.events.recorded(event);
        return event.id();
    }

    private static void dead(UUID id) {
        WebhooksForTests.set(id, "state = 'DEAD', tries = 15, note = 'HTTP 500', finished_at = clock_timestamp()");
    }

    private CallbackState state(UUID id) {
        return world.deliveries.get(id, world.owner).state();
    }
}
