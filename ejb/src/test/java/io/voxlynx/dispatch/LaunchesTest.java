package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.call.Placement;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.TestCampaigns;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One call, two nodes, and every bad moment for the one that sends it. */
class LaunchesTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Database database = PostgresForTests.database();
    private final FakeProvider vapi = new FakeProvider();
    private final DialingNode sender = new DialingNode(vapi);
    private final DialingNode other = new DialingNode(vapi);
    private UUID call;

    @BeforeEach
    void claim() {
        call = claimedCall();
    }

    @AfterEach
    void stop() {
        sender.close();
        other.close();
    }

    @Test
    void aCallIsDialledAndItsSenderIsDoneWithIt() {
        sender.launches.advance(call);

        assertThat(state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(value("sender")).isNull();
        assertThat(dials()).isEqualTo(1);
    }

    @Test
    void whoStoodStillBeforeTheLastLookSendsNothingAndTheCallIsDialledLater() {
        vapi.beforeTheLastLook = () -> {
            sender.sleepsFor(A_MINUTE);
            timePasses(A_MINUTE);
            others();
            assertThat(state()).isEqualTo("QUEUED UNKNOWN held");
        };

        sender.launches.advance(call);

        assertThat(state()).isEqualTo("QUEUED PENDING held");
        assertThat(dials()).isZero();
        others();
        assertThat(state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(dials()).isEqualTo(1);
        assertThat(value("launch_tries")).isEqualTo("1");
    }

    @Test
    void whoStandsStillAfterTheLastLookKeepsTheLineUntilHeHasDialled() {
        vapi.afterTheLastLook = () -> {
            for (int minute = 0; minute < 5; minute++) {
                sender.sleepsFor(A_MINUTE);
                timePasses(A_MINUTE);
                others();
                assertThat(state()).isEqualTo("QUEUED UNKNOWN held");
            }
        };

        sender.launches.advance(call);

        assertThat(state()).isEqualTo("QUEUED ACCEPTED held");
        assertThat(dials()).isEqualTo(1);
    }

    @Test
    void whoStandsStillForTooLongLosesTheLineAndWhatHeStillDialsIsNotedWithoutMovingTheEnd() {
        vapi.afterTheLastLook = () -> {
            timePasses(Duration.ofMinutes(11));
            others();
            timePasses(A_MINUTE);
            others();
            assertThat(state()).isEqualTo("FAILED REFUSED free");
        };

        sender.launches.advance(call);

        assertThat(state()).isEqualTo("FAILED ACCEPTED free");
        assertThat(value("ended_reason")).isEqualTo("launch-unconfirmed");
        assertThat(vapi.dials).containsEntry(value("provider_call_id"), call);
        assertThat(value("due_at")).isNull();
    }

    @Test
    void theCallsOfADeadNodeAreGivenUpAtOnceAndReleasedAfterTheSafeWait() {
        sender.book.beginSending(call, sender.launches.senderLock.key().orElseThrow(), Duration.ofSeconds(15), false);
        others();
        assertThat(state()).isEqualTo("QUEUED SENDING held");

        sender.dies();
        others();
        assertThat(state()).isEqualTo("QUEUED UNKNOWN held");
        timePasses(Duration.ofSeconds(20));
        others();
        assertThat(state()).isEqualTo("QUEUED UNKNOWN held");
        timePasses(Duration.ofSeconds(6));
        others();
        assertThat(state()).isEqualTo("FAILED REFUSED free");
        assertThat(value("ended_reason")).isEqualTo("launch-unconfirmed");
    }

    @Test
    void theCallThatADeadNodeHadPlacedIsFound() {
        vapi.afterTheLastLook = sender::dies;
        vapi.answer = id -> {
            throw new ProcessKilled();
        };
        try {
            sender.launches.advance(call);
        } catch (ProcessKilled expected) {
            vapi.dials.put("placed", call);
        }

        others();
        others();

        assertThat(state()).isEqualTo("IN_PROGRESS ACCEPTED held");
        assertThat(value("provider_call_id")).isEqualTo("placed");
    }

    @Test
    void notFindingACallProvesNothingUntilItsSenderHasBeenQuietForAWhile() {
        vapi.afterTheLastLook = () -> {
            timePasses(A_MINUTE);
            others();
        };
        vapi.answer = id -> {
            vapi.dials.clear();
            return new Placement.Unclear("late");
        };
        sender.launches.advance(call);
        vapi.dials.clear();

        timePasses(Duration.ofSeconds(5));
        others();
        assertThat(state()).isEqualTo("QUEUED UNKNOWN held");

        timePasses(Duration.ofSeconds(6));
        others();
        assertThat(state()).isEqualTo("FAILED REFUSED free");
    }

    @Test
    void aLookupThatBeganWhileTheSenderLivedProvesNothing() {
        sender.book.beginSending(call, sender.launches.senderLock.key().orElseThrow(), Duration.ofSeconds(15), false);
        timePasses(A_MINUTE);
        other.launches.advance(call);
        vapi.duringALookup = () -> {
            vapi.dials.put("at the last moment", call);
            sender.dies();
            other.launches.sweep(100);
            timePasses(A_MINUTE);
        };

        other.launches.advance(call);
        assertThat(state()).isEqualTo("QUEUED UNKNOWN held");
        other.launches.advance(call);

        assertThat(state()).isEqualTo("IN_PROGRESS ACCEPTED held");
    }

    @Test
    void whomTheDatabaseHasForgottenMayStillSayWhatHeDid() {
        vapi.beforeTheLastLook = () -> {
            sender.sleepsFor(A_MINUTE);
            sender.isForgottenByTheDatabase();
            others();
            assertThat(state()).isEqualTo("QUEUED UNKNOWN held");
        };

        sender.launches.advance(call);

        assertThat(state()).isEqualTo("QUEUED PENDING held");
    }

    @Test
    void whatASenderSaysIsAboutHisOwnTryOnly() {
        LaunchBook.Sending first = begin(sender);
        sender.book.sendAgain(first, Duration.ZERO, false, true);
        begin(other);

        assertThat(sender.book.sendAgain(first, Duration.ZERO, false, true)).isFalse();
        assertThat(sender.book.becomeUnknown(first, Duration.ZERO)).isFalse();
        assertThat(sender.book.refused(first)).isFalse();
        assertThat(state()).isEqualTo("QUEUED SENDING held");
    }

    @Test
    void aRefusalThatComesAfterTheCallWasGivenUpEndsIt() {
        vapi.afterTheLastLook = () -> {
            timePasses(A_MINUTE);
            others();
            assertThat(state()).isEqualTo("QUEUED UNKNOWN held");
        };
        vapi.answer = id -> new Placement.Refused(Placement.Fault.ORDER, "no such number", null);

        sender.launches.advance(call);

        assertThat(state()).isEqualTo("FAILED REFUSED free");
        assertThat(value("ended_reason")).isEqualTo("provider-refused: no such number");
    }

    @Test
    void nothingIsSentByANodeThatTheDatabaseWouldNotKnowToBeAlive() {
        sender.dies();

        sender.launches.advance(call);

        assertThat(state()).isEqualTo("QUEUED PENDING held");
        assertThat(dials()).isZero();
    }

    @Test
    void whoLosesHisLockBeforeTheLastLookSendsNothing() {
        vapi.beforeTheLastLook = sender::dies;

        sender.launches.advance(call);

        assertThat(state()).isEqualTo("QUEUED PENDING held");
        assertThat(dials()).isZero();
    }

    @Test
    void aNodeWhoseClockIsWrongFindsTheCallAllTheSame() {
        for (Duration wrong : new Duration[] {Duration.ofMinutes(-10), Duration.ofMinutes(10)}) {
            call = claimedCall();
            vapi.answer = id -> new Placement.Unclear("late");
            sender.launches.advance(call);
            assertThat(state()).isEqualTo("QUEUED UNKNOWN held");
            timePasses(A_MINUTE);

            other.clockIsOffBy(wrong);
            others();

            assertThat(state()).isEqualTo("IN_PROGRESS ACCEPTED held");
        }
    }

    private static final class ProcessKilled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What the other node does about the call, as often as its sweeper may come by meanwhile. */
    private void others() {
        for (int time = 0; time < 3; time++) {
            other.launches.sweep(100);
            other.launches.advance(call);
        }
    }

    private LaunchBook.Sending begin(DialingNode node) {
        return node.book
                .beginSending(call, node.launches.senderLock.key().orElseThrow(), Duration.ofSeconds(15), false)
                .orElseThrow();
    }

    private long dials() {
        return vapi.dials.values().stream().filter(call::equals).count();
    }

    /** All that was written down about the call was so much longer ago. */
    private void timePasses(Duration duration) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update calls set sending_at = sending_at - make_interval(secs => :s),
                            first_sending_at = first_sending_at - make_interval(secs => :s),
                            quiet_since = quiet_since - make_interval(secs => :s),
                            due_at = due_at - make_interval(secs => :s)
                        where id = :id""")
                .bind("s", duration.toMillis() / 1000.0)
                .bind("id", call)
                .execute());
    }

    private String state() {
        return database.inTransaction(handle ->
                handle.createQuery("""
                        select status || ' ' || launch_state || case when slot_held then ' held' else ' free' end
                        from calls where id = ?""").bind(0, call).mapTo(String.class).one());
    }

    private String value(String column) {
        return database.inTransaction(
                handle -> handle.createQuery("select " + column + "::text from calls where id = ?")
                        .bind(0, call)
                        .mapTo(String.class)
                        .one());
    }

    private UUID claimedCall() {
        UUID campaign =
                TestCampaigns.create(database, CampaignMode.continuous, 5).id();
        UUID contact = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        database.useTransaction(handle -> {
            handle.createUpdate("update campaigns set status = 'RUNNING', total_contacts = 1 where id = ?")
                    .bind(0, campaign)
                    .execute();
            handle.createUpdate("""
                            insert into contacts (id, campaign_id, position, row_number, name, business_name, phone)
                            values (?, ?, 1, 2, 'Ada', 'Company', '+12125550100')""").bind(0, contact).bind(1, campaign).execute();
            handle.createUpdate("""
                            insert into calls (id, campaign_id, contact_id, contact_position, status, launch_state,
                                               slot_held, queued_at, launch_after, due_at)
                            values (?, ?, ?, 1, 'QUEUED', 'PENDING', true,
                                    clock_timestamp(), clock_timestamp(), clock_timestamp())""")
                    .bind(0, id)
                    .bind(1, campaign)
                    .bind(2, contact)
                    .execute();
        });
        return id;
    }
}
