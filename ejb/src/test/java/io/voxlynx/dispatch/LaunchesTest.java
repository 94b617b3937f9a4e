package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.call.Placement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One call, two nodes, and every bad moment for the one that sends it. */
class LaunchesTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final FakeProvider vapi = new FakeProvider();
    private final DialingNode sender = new DialingNode(vapi);
    private final DialingNode other = new DialingNode(vapi);
    private ClaimedCall call;

    @BeforeEach
    void claim() {
        call = ClaimedCall.inARunningCampaign();
    }

    @AfterEach
    void stop() {
        sender.close();
        other.close();
    }

    @Test
    void aCallIsDialledAndItsSenderIsDoneWithIt() {
        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(call.value("sender")).isNull();
        assertThat(dials()).isEqualTo(1);
    }

    @Test
    void nobodyIsDialledWhileWebhooksWait() {
        sender.webhooksWait(true);
        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED PENDING held");
        assertThat(dials()).isZero();

        sender.webhooksWait(false);
        sender.launches.advance(call.id());
        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(call.value("launch_tries")).isEqualTo("1");
    }

    @Test
    void theRestIsLookedAfterWhileWebhooksWait() {
        sender.webhooksWait(true);
        call.campaignBecomes("CANCELED");

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("CANCELED REFUSED free");
    }

    @Test
    void whatAPauseDidNotGiveBackIsGivenBackLater() {
        call.campaignBecomes("PAUSED");

        sender.launches.advance(call.id());

        assertThat(sender.givenBack).hasSize(1);
        assertThat(dials()).isZero();
    }

    @Test
    void whoStoodStillBeforeTheLastLookSendsNothingAndTheCallIsDialledLater() {
        vapi.beforeTheLastLook = () -> {
            sender.sleepsFor(A_MINUTE);
            call.timePasses(A_MINUTE);
            others();
            assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
        };

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED PENDING held");
        assertThat(dials()).isZero();
        call.timePasses(Duration.ofSeconds(1));
        others();
        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(dials()).isEqualTo(1);
        assertThat(call.value("launch_tries")).isEqualTo("1");
    }

    @Test
    void whoSurelyHasNotSentItSaysSoAlsoWhereTheDatabaseIsAwayForAMoment() {
        vapi.beforeTheLastLook = () -> {
            sender.sleepsFor(A_MINUTE);
            sender.losesItsConnections(3);
        };

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED PENDING held");
        assertThat(dials()).isZero();
    }

    @Test
    void whoStandsStillAfterTheLastLookKeepsTheLineUntilHeHasDialled() {
        vapi.afterTheLastLook = () -> {
            for (int minute = 0; minute < 5; minute++) {
                sender.sleepsFor(A_MINUTE);
                call.timePasses(A_MINUTE);
                others();
                assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
            }
        };

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(dials()).isEqualTo(1);
    }

    @Test
    void whoStandsStillForTooLongLosesTheLineAndWhatHeStillDialsIsNotedWithoutMovingTheEnd() {
        vapi.afterTheLastLook = () -> {
            call.timePasses(Duration.ofMinutes(11));
            others();
            call.timePasses(A_MINUTE);
            others();
            assertThat(call.state()).isEqualTo("FAILED REFUSED free");
        };

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("FAILED ACCEPTED free");
        assertThat(call.value("ended_reason")).isEqualTo("launch-unconfirmed");
        assertThat(vapi.dials).containsEntry(call.value("provider_call_id"), call.id());
        assertThat(call.value("due_at")).isNull();
    }

    @Test
    void theCallsOfADeadNodeAreGivenUpAtOnceAndReleasedAfterTheSafeWait() {
        sender.book.beginSending(
                call.id(), sender.launches.senderLock.key().orElseThrow(), Duration.ofSeconds(15), false);
        others();
        assertThat(call.state()).isEqualTo("QUEUED SENDING held");

        sender.dies();
        others();
        assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
        call.timePasses(Duration.ofSeconds(20));
        others();
        assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
        call.timePasses(Duration.ofSeconds(6));
        others();
        assertThat(call.state()).isEqualTo("FAILED REFUSED free");
        assertThat(call.value("ended_reason")).isEqualTo("launch-unconfirmed");
    }

    @Test
    void theCallThatADeadNodeHadPlacedIsFound() {
        vapi.afterTheLastLook = sender::dies;
        vapi.answer = id -> {
            throw new ProcessKilled();
        };
        try {
            sender.launches.advance(call.id());
        } catch (ProcessKilled expected) {
            vapi.dials.put("placed", call.id());
        }

        others();
        others();

        assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
        assertThat(call.value("provider_call_id")).isEqualTo("placed");
    }

    @Test
    void notFindingACallProvesNothingUntilItsSenderHasBeenQuietForAWhile() {
        vapi.afterTheLastLook = () -> {
            call.timePasses(A_MINUTE);
            others();
        };
        vapi.answer = id -> {
            vapi.dials.clear();
            return new Placement.Unclear("late");
        };
        sender.launches.advance(call.id());
        vapi.dials.clear();

        call.timePasses(Duration.ofSeconds(5));
        others();
        assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");

        call.timePasses(Duration.ofSeconds(6));
        others();
        assertThat(call.state()).isEqualTo("FAILED REFUSED free");
    }

    @Test
    void aLookupThatBeganWhileTheSenderLivedProvesNothing() {
        sender.book.beginSending(
                call.id(), sender.launches.senderLock.key().orElseThrow(), Duration.ofSeconds(15), false);
        call.timePasses(A_MINUTE);
        other.launches.advance(call.id());
        vapi.duringALookup = () -> {
            vapi.dials.put("at the last moment", call.id());
            sender.dies();
            other.launches.sweep(100);
            call.timePasses(A_MINUTE);
        };

        other.launches.advance(call.id());
        assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
        other.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
    }

    @Test
    void whomTheDatabaseHasForgottenMayStillSayWhatHeDid() {
        vapi.beforeTheLastLook = () -> {
            sender.sleepsFor(A_MINUTE);
            sender.isForgottenByTheDatabase();
            others();
            assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
        };

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED PENDING held");
    }

    @Test
    void whatASenderSaysIsAboutHisOwnTryOnly() {
        LaunchBook.Sending first = begin(sender);
        sender.book.sendAgain(first, Duration.ZERO, false, 1);
        begin(other);

        assertThat(sender.book.sendAgain(first, Duration.ZERO, false, 1)).isFalse();
        assertThat(sender.book.becomeUnknown(first, Duration.ZERO)).isFalse();
        assertThat(sender.book.refused(first)).isFalse();
        assertThat(call.state()).isEqualTo("QUEUED SENDING held");
    }

    @Test
    void aRefusalThatComesAfterTheCallWasGivenUpEndsIt() {
        vapi.afterTheLastLook = () -> {
            call.timePasses(A_MINUTE);
            others();
            assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
        };
        vapi.answer = id -> new Placement.Refused(Placement.Fault.ORDER, "no such number", null);

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("FAILED REFUSED free");
        assertThat(call.value("ended_reason")).isEqualTo("provider-refused: no such number");
    }

    @Test
    void nothingIsSentByANodeThatTheDatabaseWouldNotKnowToBeAlive() {
        sender.dies();

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED PENDING held");
        assertThat(dials()).isZero();
    }

    @Test
    void whoLosesHisLockBeforeTheLastLookSendsNothing() {
        vapi.beforeTheLastLook = sender::dies;

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED PENDING held");
        assertThat(dials()).isZero();
    }

    @Test
    void aNodeWhoseClockIsWrongFindsTheCallAllTheSame() {
        for (Duration wrong : new Duration[] {Duration.ofMinutes(-10), Duration.ofMinutes(10)}) {
            call = ClaimedCall.inARunningCampaign();
            vapi.answer = id -> new Placement.Unclear("late");
            sender.launches.advance(call.id());
            assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
            call.timePasses(A_MINUTE);

            other.clockIsOffBy(wrong);
            others();

            assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
        }
    }

    @Test
    void aCallOfAProviderWhoseClockIsWrongIsFoundBeforeItsLineIsFreed() {
        for (Duration wrong : new Duration[] {Duration.ofMinutes(-10), Duration.ofMinutes(10)}) {
            call = ClaimedCall.inARunningCampaign();
            vapi.created = Instant.now().plus(wrong);
            vapi.answer = id -> new Placement.Unclear("late");
            sender.launches.advance(call.id());
            call.timePasses(Duration.ofSeconds(5));
            others();
            assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");

            call.timePasses(A_MINUTE);
            others();

            assertThat(call.state()).isEqualTo("IN_PROGRESS ACCEPTED held");
        }
    }

    @Test
    void whereNoLineIsFreeAtTheProviderTheContactIsCalledLater() {
        vapi.answer = id -> new Placement.Refused(Placement.Fault.NO_LINE, "Over Concurrency Limit", null);
        for (int time = 0; time < 10; time++) {
            sender.launches.advance(call.id());
            assertThat(call.state()).isEqualTo("QUEUED PENDING held");
            call.timePasses(Duration.ofSeconds(5));
        }
        vapi.answer = Placement.Accepted::new;

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(dials()).isEqualTo(1);
    }

    @Test
    void triesBeforeALineWasMissingDoNotCountAnyMore() {
        for (int time = 0; time < 12; time++) {
            Placement.Fault fault = time % 3 == 0 ? Placement.Fault.CAPACITY : Placement.Fault.NO_LINE;
            vapi.answer = id -> new Placement.Refused(fault, "no", null);
            sender.launches.advance(call.id());
            assertThat(call.state()).isEqualTo("QUEUED PENDING held");
            call.timePasses(A_MINUTE);
        }
    }

    @Test
    void whatSomebodyLooksForNobodyElseIsToldToLookFor() {
        vapi.answer = id -> new Placement.Unclear("late");
        sender.launches.advance(call.id());
        call.timePasses(Duration.ofSeconds(5));
        vapi.created = Instant.now().plus(Duration.ofHours(1));
        vapi.duringALookup = () -> {
            call.timePasses(Duration.ofSeconds(10));
            assertThat(other.book.takeDue(100, LookUps.NEXT, Duration.ofMinutes(10)))
                    .doesNotContain(call.id());
        };

        sender.launches.advance(call.id());

        assertThat(call.state()).isEqualTo("QUEUED UNKNOWN held");
        call.timePasses(Duration.ofSeconds(5));
        assertThat(other.book.takeDue(100, LookUps.NEXT, Duration.ofMinutes(10)))
                .contains(call.id());
    }

    private static final class ProcessKilled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What the other node does about the call, as often as its sweeper may come by meanwhile. */
    private void others() {
        for (int time = 0; time < 3; time++) {
            other.launches.sweep(100);
            other.launches.advance(call.id());
        }
    }

    private LaunchBook.Sending begin(DialingNode node) {
        return node.book
                .beginSending(call.id(), node.launches.senderLock.key().orElseThrow(), Duration.ofSeconds(15), false)
                .orElseThrow();
    }

    private long dials() {
        return vapi.dials.values().stream().filter(call.id()::equals).count();
    }
}
