package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.event.EventType;
import io.voxlynx.event.EventsForTests;
import io.voxlynx.shared.Conflict;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A caller talks with one human at most, and no human is left where nobody is. */
class TransferOutcomesTest {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG_AGO = Duration.ofSeconds(20);
    private static final LiveKitAnswer<Void> TAKEN = new LiveKitAnswer.Done<>(null);

    private final TestLine line = new TestLine();
    private final UUID id = line.conversation();

    @Test
    void othersAreToldOnceOfATransferThatWentThrough() {
        var transfer = line.warmTransfer(id, NOW);
        line.transfers.settle(line.entry(id), transfer, TAKEN);
        line.transfers.settle(line.entry(id), transfer, TAKEN);

        assertThat(EventsForTests.of(line.database, id)).containsExactly("session.started", "session.transferred");
        assertThat(EventsForTests.fact(line.database, id, EventType.SESSION_TRANSFERRED, "transfer"))
                .isEqualTo("warm");
    }

    @Test
    void aHumanWhoDoesNotComeIsSentAwayBeforeAnotherMayBeRung() {
        line.rooms.there.add(TestLine.phone("phone", "active"));
        var transfer = line.warmTransfer(id, LONG_AGO);

        line.watch.look(id);

        assertThat(line.rooms.removed).containsExactly(transfer.identity());
        assertThat(line.entry(id).transfer()).isNull();
    }

    @Test
    void aHumanWhoCannotBeSentAwayKeepsHisTransfer() {
        line.rooms.there.add(TestLine.phone("phone", "active"));
        line.warmTransfer(id, LONG_AGO);
        line.rooms.refuses = true;

        line.watch.look(id);

        assertThat(line.entry(id).transfer()).isNotNull();
    }

    @Test
    void whoTakesItWhenAnotherIsBeingRungIsSentAway() {
        var first = line.warmTransfer(id, LONG_AGO);
        line.transferBook.release(id, first.identity());
        var second = line.warmTransfer(id, NOW);

        assertThatThrownBy(() -> line.transfers.settle(line.entry(id), first, TAKEN))
                .isInstanceOf(Conflict.class);

        assertThat(line.rooms.removed).containsExactly(first.identity());
        assertThat(line.entry(id).transfer().identity()).isEqualTo(second.identity());
        line.transfers.settle(line.entry(id), second, TAKEN);
        assertThat(line.entry(id).transfer().done()).isTrue();
    }

    @Test
    void whoTakesItWhenAnotherHasIsSentAway() {
        var first = line.warmTransfer(id, LONG_AGO);
        line.transferBook.release(id, first.identity());
        var second = line.warmTransfer(id, NOW);
        line.transfers.settle(line.entry(id), second, TAKEN);

        assertThatThrownBy(() -> line.transfers.settle(line.entry(id), first, TAKEN))
                .isInstanceOf(Conflict.class);

        assertThat(line.rooms.removed).containsExactly(first.identity());
        assertThat(line.entry(id).transfer().identity()).isEqualTo(second.identity());
    }

    @Test
    void whoTakesItAfterItWasGivenUpIsWelcomeIfNobodyElseIsRung() {
        var transfer = line.warmTransfer(id, LONG_AGO);
        line.transferBook.release(id, transfer.identity());

        line.transfers.settle(line.entry(id), transfer, TAKEN);
        line.transfers.settle(line.entry(id), transfer, TAKEN);

        assertThat(line.entry(id).transfer().done()).isTrue();
        assertThat(line.rooms.removed).isEmpty();
    }

    @Test
    void whoTakesItWhenTheCallerHasLeftIsSentAway() {
        var transfer = line.warmTransfer(id, NOW);
        hangUp(id);

        assertThatThrownBy(() -> line.transfers.settle(line.entry(id), transfer, TAKEN))
                .isInstanceOf(Conflict.class);

        assertThat(line.rooms.removed).containsExactly(transfer.identity());
    }

    @Test
    void theRoomIsClearedUntilNoOrderCanBeOnItsWay() {
        var transfer = line.warmTransfer(id, NOW);
        hangUp(id);

        line.watch.look(id);

        assertThat(line.rooms.deleted).containsExactly("call-" + id);
        assertThat(line.isLookedAtAgain(id)).isTrue();
        line.change(id, "transfer_at = clock_timestamp() - interval '20 seconds'");
        line.watch.look(id);
        assertThat(line.rooms.deleted).hasSize(2);
        assertThat(line.rooms.removed).contains(transfer.identity());
        assertThat(line.isLookedAtAgain(id)).isFalse();
        assertThat(line.entry(id).transfer()).isNull();
    }

    @Test
    void aRoomThatIsTheNextCallsIsLeftAlone() {
        String room = "room-" + UUID.randomUUID();
        UUID call = line.begunByTheWorker(room);
        line.book.bindRoom(call, "RM_1", true);
        hangUp(call);
        line.rooms.sid = "RM_2";

        line.watch.look(call);

        assertThat(line.rooms.deleted).isEmpty();
        assertThat(line.isLookedAtAgain(call)).isFalse();
        line.rooms.sid = "RM_1";
        line.watch.look(call);
        assertThat(line.rooms.deleted).containsExactly(room);
    }

    private void hangUp(UUID call) {
        line.reports.over(call, "gone", "hangup", line.clock.instant());
        line.book.clearLater(call, Duration.ZERO);
    }
}
