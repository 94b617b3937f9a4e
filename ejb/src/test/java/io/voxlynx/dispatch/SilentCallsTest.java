package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.ProviderFailed;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that was accepted, and whose webhooks have not come for ten minutes. */
class SilentCallsTest {

    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final FakeProvider vapi = new FakeProvider();
    private final DialingNode node = new DialingNode(vapi);
    private final ClaimedCall call = ClaimedCall.inARunningCampaign();

    @BeforeEach
    void dial() {
        node.launches.advance(call.id());
        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void nobodyAsksBefore() {
        vapi.dials.clear();
        call.timePasses(SILENCE.minusSeconds(5));

        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
    }

    @Test
    void itTakesTheStateThatItHasAtTheProvider() {
        call.timePasses(SILENCE);

        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
    }

    @Test
    void itIsOverWhereTheProviderKnowsItNeitherByItsIdNorInItsList() {
        vapi.dials.clear();
        call.timePasses(SILENCE);

        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("TIMEOUT ACCEPTED free");
        assertThat(call.value("ended_reason")).isEqualTo("no-event-timeout");
    }

    @Test
    void itKeepsItsLineWhereOnlyTheQuestionForItsIdFindsNothing() {
        vapi.hiddenById = true;
        call.timePasses(SILENCE);

        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
    }

    @Test
    void itKeepsItsLineWhereTheListCannotBeRead() {
        vapi.dials.clear();
        vapi.duringALookup = () -> {
            throw new ProviderFailed("Vapi", "HTTP 404");
        };
        call.timePasses(SILENCE);

        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
    }

    @Test
    void itIsOverAfterADayAlsoWhereTheProviderCannotBeAsked() {
        vapi.dials.clear();
        vapi.duringALookup = () -> {
            throw new ProviderFailed("Vapi", "HTTP 401");
        };
        call.timePasses(Duration.ofHours(25));

        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("TIMEOUT ACCEPTED free");
    }
}
