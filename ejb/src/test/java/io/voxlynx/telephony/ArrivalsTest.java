package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.inbox.InboxHandler.Outcome;
import io.voxlynx.session.SessionReport;
import io.voxlynx.session.SessionStatus;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is taken for somebody who calls us, and who for the other side of a call. */
class ArrivalsTest {

    private static final String JOINED = "participant_joined";
    private static final String LEFT = "participant_left";
    private static final String CALLED_IN = ",\"sip.ruleID\":\"SDR_1\",\"sip.callStatus\":\"active\"";
    private static final String DIALLED = ",\"sip.callStatus\":\"dialing\"";

    private final TestLine line = new TestLine();
    private final String room = "room-" + UUID.randomUUID();

    @Test
    void whoComesByADispatchRuleCalls() {
        assertThat(line.webhook(JOINED, room, "sip_x", CALLED_IN + callId())).isEqualTo(Outcome.APPLIED);

        assertThat(line.sessionsIn(room)).isEqualTo(1);
    }

    /** LiveKit names the number of our trunk there as well. */
    @Test
    void aPhoneThatSomebodyElseDialledIsNoCaller() {
        assertThat(line.webhook(JOINED, room, "sip_x", DIALLED + callId())).isEqualTo(Outcome.UNMATCHED);

        assertThat(line.sessionsIn(room)).isZero();
    }

    @Test
    void aHumanWhoComesWhenTheCallerHasLeftIsNoCallerAndTheRoomIsCleared() {
        UUID id = line.conversation();
        var transfer = line.warmTransfer(id, Duration.ofSeconds(1));
        String where = "call-" + id;
        line.webhook(LEFT, where, "phone", "");
        line.change(id, "due_at = null");

        assertThat(line.webhook(JOINED, where, transfer.identity(), DIALLED + callId()))
                .isEqualTo(Outcome.APPLIED);

        assertThat(line.sessionsIn(where)).isEqualTo(1);
        assertThat(line.isDue(id)).isTrue();
    }

    @Test
    void aHumanWhoseTransferWasGivenUpIsKnownAllTheSame() {
        UUID id = line.conversation();
        var transfer = line.warmTransfer(id, Duration.ofSeconds(1));
        String where = "call-" + id;
        line.webhook(LEFT, where, "phone", "");
        line.transferBook.release(id, transfer.identity());
        line.change(id, "due_at = null");

        line.webhook(JOINED, where, transfer.identity(), DIALLED + callId());

        assertThat(line.sessionsIn(where)).isEqualTo(1);
        assertThat(line.isDue(id)).isTrue();
    }

    @Test
    void aCallerWhoHasLeftBeforeHisComingIsToldIsNoSecondCall() {
        UUID id = line.begunByTheWorker(room);
        String call = callId();

        line.webhook(LEFT, room, "sip_x", CALLED_IN + call);
        assertThat(line.session(id).isOver()).isTrue();
        line.webhook(JOINED, room, "sip_x", CALLED_IN + call);

        assertThat(line.sessionsIn(room)).isEqualTo(1);
    }

    @Test
    void theNextCallerInTheRoomOfACallThatIsOverIsANewCall() {
        line.webhook(JOINED, room, "sip_x", CALLED_IN + callId());
        line.webhook(LEFT, room, "sip_x", CALLED_IN);

        line.webhook(JOINED, room, "sip_x", CALLED_IN + callId());

        assertThat(line.sessionsIn(room)).isEqualTo(2);
    }

    @Test
    void theHumanIsNotTakenForTheCallerOfWhomNobodyHasTold() {
        UUID id = line.begunByTheWorker(room);
        line.sessions.apply(id, SessionReport.once("began", SessionStatus.ACTIVE, null, line.clock.instant()), null);
        var transfer = line.warmTransfer(id, Duration.ofSeconds(1));

        line.webhook(JOINED, room, transfer.identity(), DIALLED + callId());
        assertThat(line.entry(id).sipIdentity()).isNull();
        line.webhook(LEFT, room, transfer.identity(), DIALLED + callId());
        assertThat(line.session(id).status()).isEqualTo(SessionStatus.ACTIVE);
        line.rooms.there.add(TestLine.phone(transfer.identity(), "ringing"));
        line.watch.look(id);

        assertThat(line.entry(id).sipIdentity()).isNull();
    }

    private static String callId() {
        return ",\"sip.callID\":\"SCL_" + UUID.randomUUID() + "\"";
    }
}
