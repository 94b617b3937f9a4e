package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.call.CallReport;
import io.voxlynx.call.CallStatus;
import io.voxlynx.call.Placement;
import io.voxlynx.shared.ProviderFailed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done about a call that may be at the provider although nobody said so. */
class LaunchDoubtsTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Placement SERVER_ERROR = new Placement.Doubtful("HTTP 504");

    private final FakeProvider vapi = new FakeProvider();
    private final DialingNode node = new DialingNode(vapi);
    private final ClaimedCall call = ClaimedCall.inARunningCampaign();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void afterAServerErrorNothingIsSentBeforeTheFirstTryWouldHaveBeenRecorded() {
        vapi.answer = id -> SERVER_ERROR;
        node.launches.advance(call.id());
        vapi.dials.clear();
        vapi.answer = Placement.Accepted::new;

        call.timePasses(Duration.ofSeconds(2));
        node.launches.advance(call.id());
        assertThat(call.state()).isEqualTo("QUEUED PENDING held");

        call.timePasses(Duration.ofSeconds(9));
        node.launches.advance(call.id());
        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(vapi.dials).hasSize(1);
    }

    @Test
    void aServerErrorBehindWhichThereIsACallIsNotDialledAgainWhereTheClocksAreTenMinutesApart() {
        vapi.answer = id -> SERVER_ERROR;
        vapi.created = Instant.now().minus(Duration.ofMinutes(10));
        node.launches.advance(call.id());
        call.timePasses(A_MINUTE);
        vapi.answer = Placement.Accepted::new;

        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
        assertThat(vapi.dials).hasSize(1);
    }

    @Test
    void aDoubtOutlivesARefusalOfALaterTry() {
        afterAServerErrorThatLeftNothing();
        vapi.answer = id -> new Placement.Refused(Placement.Fault.CAPACITY, "HTTP 429", null);
        node.launches.advance(call.id());
        vapi.dials.put("recorded late", call.id());
        vapi.answer = Placement.Accepted::new;

        call.timePasses(A_MINUTE);
        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
        assertThat(vapi.dials).hasSize(1);
    }

    @Test
    void aRefusalAfterADoubtfulTryFreesNoLineAtOnce() {
        afterAServerErrorThatLeftNothing();
        vapi.answer = id -> new Placement.Refused(Placement.Fault.ORDER, "HTTP 400", null);

        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
    }

    @Test
    void aCallThatBecameKnownBeforeTheFirstByteIsNotSentAgain() {
        afterAServerErrorThatLeftNothing();
        vapi.beforeTheLastLook =
                () -> node.launches.calls.accept(call.id(), "by webhook", node.launches.clock.instant());

        node.launches.advance(call.id());

        assertThat(call.value("provider_call_id")).isEqualTo("by webhook");
        assertThat(vapi.dials).isEmpty();
    }

    @Test
    void aCanceledCallThatMayExistKeepsItsLineUntilItIsKnown() {
        vapi.answer = id -> SERVER_ERROR;
        node.launches.advance(call.id());
        call.campaignBecomes("CANCELED");

        node.launches.advance(call.id());
        assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
    }

    @Test
    void aCallWhoseSenderCouldNotWriteDownWhatHappenedIsLookedUp() {
        vapi.answer = id -> {
            throw new IllegalStateException("the database is away");
        };
        try {
            node.launches.advance(call.id());
        } catch (IllegalStateException expected) {
            vapi.dials.put(UUID.randomUUID().toString(), call.id());
        }
        assertThat(call.state()).isEqualTo("QUEUED SENDING held");

        node.launches.disownTheForgotten();
        assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
    }

    @Test
    void whatIsInHandIsNotDisowned() {
        vapi.afterTheLastLook = node.launches::disownTheForgotten;

        node.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(call.value("sendings")).isEqualTo("1");
    }

    @Test
    void aLookThatTakesLongerThanASenderIsWaitedForCostsNobodyHisCall() {
        afterAServerErrorThatLeftNothing();
        try (DialingNode other = new DialingNode(vapi)) {
            vapi.duringALookup = () -> {
                call.timePasses(Duration.ofSeconds(16));
                other.launches.advance(call.id());
                assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
            };

            node.launches.advance(call.id());
        }

        assertThat(call.state()).isEqualTo("QUEUED PENDING held");
        assertThat(call.value("lookup_first")).isEqualTo("true");
    }

    @Test
    void aDoubtThatCannotBeSettledEndsAfterADay() {
        vapi.answer = id -> new Placement.Unclear("late");
        node.launches.advance(call.id());
        for (Duration wait : new Duration[] {Duration.ofHours(23), Duration.ofHours(2)}) {
            assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
            call.timePasses(wait);
            vapi.duringALookup = () -> {
                throw new ProviderFailed("Vapi", "HTTP 401");
            };
            node.launches.advance(call.id());
        }

        assertThat(call.state()).isEqualTo("FAILED REFUSED free");
        assertThat(call.value("ended_reason")).isEqualTo("launch-unconfirmed");
    }

    @Test
    void aSecondCallOfTheSameAttemptIsWrittenDown() {
        node.launches.advance(call.id());

        node.launches.calls.accept(call.id(), "another", node.launches.clock.instant());

        assertThat(call.events("second-call")).isEqualTo(1);
        assertThat(call.value("provider_call_id")).isNotEqualTo("another");
    }

    @Test
    void whatALookupSaidOfALivingCallDoesNotReplaceWhatItsEndHasSaid() {
        node.launches.advance(call.id());
        node.launches.calls.apply(call.id(), costing("0.0058", CallStatus.ENDED), null);

        node.launches.calls.apply(call.id(), costing("0", CallStatus.IN_PROGRESS), null);

        assertThat(call.value("cost")).isEqualTo("0.005800");
        assertThat(call.value("status")).isEqualTo("ENDED");
    }

    private CallReport costing(String cost, CallStatus status) {
        return new CallReport(
                "report",
                status,
                "report|" + status,
                node.launches.clock.instant(),
                null,
                new BigDecimal(cost),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private void afterAServerErrorThatLeftNothing() {
        vapi.answer = id -> SERVER_ERROR;
        node.launches.advance(call.id());
        vapi.dials.clear();
        call.timePasses(A_MINUTE);
    }
}
