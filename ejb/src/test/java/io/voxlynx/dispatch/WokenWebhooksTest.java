package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.call.Placement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks that wait for their call rest for hours in the end: each way in which it becomes known has to wake them. */
class WokenWebhooksTest {

    private final FakeProvider vapi = new FakeProvider();
    private final DialingNode node = new DialingNode(vapi);
    private final ClaimedCall call = ClaimedCall.inARunningCampaign();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void theProvidersAnswerWakesThem() {
        node.launches.advance(call.id());

        assertThat(node.woken).containsExactly(call.value("provider_call_id"));
    }

    @Test
    void aCallThatIsFoundAtTheProviderWakesThem() {
        vapi.answer = id -> new Placement.Unclear("connection lost");
        node.launches.advance(call.id());
        assertThat(node.woken).isEmpty();

        node.launches.advance(call.id());

        assertThat(node.woken).containsExactly(call.value("provider_call_id"));
    }

    @Test
    void anotherWebhookThatNamesOurAttemptWakesThemOnce() {
        vapi.answer = id -> new Placement.Unclear("connection lost");
        node.launches.advance(call.id());

        node.launches.calls.accept(call.id(), "named by a webhook", node.launches.clock.instant());
        node.launches.calls.accept(call.id(), "named by a webhook", node.launches.clock.instant());

        assertThat(node.woken).containsExactly("named by a webhook");
    }
}
