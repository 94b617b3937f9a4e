package io.voxlynx.sandbox.oracle;

import static io.voxlynx.sandbox.oracle.PlantedEvidence.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.oracle.Evidence.CallRow;
import io.voxlynx.sandbox.oracle.Evidence.Counters;
import io.voxlynx.sandbox.oracle.Evidence.EventRow;
import io.voxlynx.sandbox.oracle.Evidence.InboxRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is planted must be found, and nothing else. */
class OracleTest {

    private final PlantedEvidence planted = new PlantedEvidence();

    /** The kinds of wrong that were found, as {@code I1 what}. */
    private List<String> wrong() {
        return planted.verdicts().stream()
                .flatMap(verdict -> verdict.wrong().entrySet().stream()
                        .filter(kind -> kind.getValue() != 0)
                        .map(kind -> verdict.invariant() + " " + kind.getKey()))
                .toList();
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        assertThat(wrong()).isEmpty();
        assertThat(planted.verdicts()).hasSize(7).allMatch(Verdict::holds);
    }

    @Test
    void seesAnAttemptThatWasDialledTwice() {
        Dial first = planted.dials.get(0);
        planted.dials.add(new Dial(first.attemptId(), "again", first.phone(), at(30), at(39)));

        assertThat(wrong()).contains("I1 attempts dialled more than once", "I4 dials that their calls do not know");
    }

    @Test
    void seesAPhoneThatRangForTwoContacts() {
        Dial second = planted.dials.get(1);
        planted.dials.set(
                1,
                new Dial(
                        second.attemptId(),
                        second.callId(),
                        planted.dials.get(0).phone(),
                        second.receivedAt(),
                        second.endedAt()));

        assertThat(wrong())
                .containsExactly("I1 phones that rang more than once", "I1 phones that are not the contact's");
    }

    @Test
    void seesTwoCallsForOneAttempt() {
        planted.call(planted.calls.get(0).contactId(), 30);

        assertThat(wrong()).contains("I1 attempts dialled more than once", "I1 attempts with more than one call");
    }

    @Test
    void seesMoreCallsThanTheCampaignsCap() {
        planted.call(UUID.randomUUID(), 5);
        planted.contacts++;

        assertThat(wrong()).contains("I2 above the campaign's cap").doesNotContain("I2 above the provider's cap");
    }

    @Test
    void allowsWhatTheCapOfThatTimeAllowed() {
        planted.caps.begin(PlantedEvidence.CAP);
        planted.caps.changed(PlantedEvidence.CAP + 1, at(4), at(5));
        planted.caps.changed(PlantedEvidence.CAP, at(15), at(16));
        planted.call(UUID.randomUUID(), 5);
        assertThat(wrong()).doesNotContain("I2 above the campaign's cap");

        planted.call(UUID.randomUUID(), 18);
        assertThat(wrong()).contains("I2 above the campaign's cap");
    }

    @Test
    void doesNotTrustAnUnansweredChangeOfTheCapEitherWay() {
        planted.caps.begin(PlantedEvidence.CAP);
        planted.caps.perhapsChanged(PlantedEvidence.CAP + 1, at(4));
        planted.caps.perhapsChanged(1, at(4));
        planted.call(UUID.randomUUID(), 5);

        assertThat(wrong()).doesNotContain("I2 above the campaign's cap");
    }

    @Test
    void seesMoreCallsThanTheProvidersCap() {
        planted.others.add(new Dial("another", "other-1", "+11", at(3), at(8)));
        assertThat(wrong()).isEmpty();

        planted.others.add(new Dial("another", "other-2", "+12", at(4), at(8)));
        assertThat(wrong()).containsExactly("I2 above the provider's cap");
    }

    @Test
    void seesALineThatWasGivenBackWhileThePhoneWasOn() {
        planted.events.add(0, new EventRow(0, planted.calls.get(0).id(), "FAILED", null, at(5)));

        assertThat(wrong()).contains("I2 lines given back while the phone was on");
    }

    @Test
    void seesAPhoneThatRangAfterItsLineWasGivenBack() {
        planted.events.add(0, new EventRow(0, planted.calls.get(0).id(), "CANCELED", null, at(0).minusSeconds(3)));

        assertThat(wrong()).contains("I2 lines given back while the phone was on");
    }

    @Test
    void seesLinesThatAreHeldOrLeaked() {
        planted.held = 1;
        planted.leaked = -1;

        assertThat(wrong()).containsExactly("I2 lines still held", "I2 lines leaked");
    }

    @Test
    void seesALostWebhook() {
        planted.inbox.remove(1);
        planted.events.remove(1);

        assertThat(wrong()).contains("I3 lost");
    }

    @Test
    void seesALostWebhookOfACallThatIsNotKnownByTheProvidersId() {
        CallRow call = planted.calls.get(0);
        planted.calls.set(0, withProviderId(call, null, "REFUSED"));
        planted.inbox.remove(1);

        assertThat(wrong()).contains("I3 lost", "I4 dials that their calls do not know");
    }

    @Test
    void tellsAnEventFromAnotherOfItsKindByItsTime() {
        Delivery first = planted.deliveries.get(0);
        Delivery.Event event = first.event();
        planted.deliveries.add(new Delivery(
                new Delivery.Event(event.callId(), event.type(), event.status(), event.timestamp() + 1), "x", true));

        assertThat(wrong()).containsExactly("I3 lost");
    }

    @Test
    void takesARepeatForWhatItIs() {
        Delivery first = planted.deliveries.get(0);
        planted.deliveries.add(first);
        planted.deliveries.add(new Delivery(first.event(), "the same with another link", true));

        assertThat(wrong()).isEmpty();
    }

    @Test
    void seesAWebhookThatWasKeptTwice() {
        InboxRow row = planted.inbox.get(0);
        planted.inbox.add(new InboxRow(99, row.event(), row.sha256(), "APPLIED", false, null));
        planted.events.add(new EventRow(99, planted.calls.get(0).id(), "RINGING", 99L, at(2)));

        assertThat(wrong()).containsExactly("I3 kept more than once");
    }

    @Test
    void seesABodyThatNobodySent() {
        InboxRow row = planted.inbox.get(0);
        planted.inbox.set(0, new InboxRow(row.id(), row.event(), "forged", row.state(), false, null));

        assertThat(wrong()).containsExactly("I3 kept with another body");
    }

    @Test
    void seesWhatWasKeptAndNeverApplied() {
        InboxRow unmatched = planted.inbox.get(0);
        planted.inbox.set(0, new InboxRow(1, unmatched.event(), unmatched.sha256(), "UNMATCHED", true, null));
        InboxRow rejected = planted.inbox.get(3);
        planted.inbox.set(3, new InboxRow(4, rejected.event(), rejected.sha256(), "REJECTED", false, null));

        Verdict applied = planted.verdicts().get(2);
        assertThat(applied.wrong()).containsEntry("not applied", 2L);
        assertThat(applied.findings()).hasSize(2).allMatch(finding -> finding.startsWith("not applied: inbox row"));
    }

    @Test
    void seesAWebhookThatIsNotInTheLogOrTwice() {
        EventRow gone = planted.events.remove(0);
        EventRow twice = planted.events.get(0);
        planted.events.add(new EventRow(98, twice.callId(), twice.status(), twice.inboxId(), at(20)));

        assertThat(gone.inboxId()).isNotNull();
        assertThat(wrong()).containsExactly("I3 not in the event log", "I3 in the event log more than once");
    }

    @Test
    void seesAWebhookInTheLogOfAnotherCall() {
        EventRow first = planted.events.get(0);
        planted.events.set(0, new EventRow(first.id(), planted.calls.get(1).id(), "RINGING", first.inboxId(), at(1)));

        assertThat(wrong()).containsExactly("I3 in another call's log");
    }

    @Test
    void seesAReportThatChangedNothing() {
        CallRow call = planted.calls.get(0);
        planted.calls.set(
                0,
                new CallRow(
                        call.id(),
                        call.contactId(),
                        call.phone(),
                        1,
                        "ENDED",
                        false,
                        "ACCEPTED",
                        call.providerCallId(),
                        call.queuedAt(),
                        null,
                        null,
                        null));

        assertThat(wrong()).containsExactly("I3 reports without effect", "I6 with counters other than a recount");
    }

    @Test
    void seesAContactWithoutAnOutcome() {
        planted.contacts++;

        assertThat(wrong()).containsExactly("I4 contacts without an outcome");
    }

    @Test
    void wantsNoOutcomeForThoseWhomAStoppedCampaignNeverCalled() {
        planted.contacts++;
        planted.status = "CANCELED";
        planted.mayBeCanceled = true;

        assertThat(wrong()).isEmpty();
    }

    @Test
    void seesACampaignThatNobodyCanceled() {
        planted.status = "CANCELED";

        assertThat(wrong()).containsExactly("I4 campaigns that nobody stopped and that stopped");
    }

    @Test
    void seesACampaignThatGaveUpAlsoWhereItMightHaveBeenCanceled() {
        planted.status = "FAILED";
        planted.mayBeCanceled = true;

        assertThat(wrong()).containsExactly("I4 campaigns that nobody stopped and that stopped");
    }

    @Test
    void seesMoreSilentPhonesThanTheFaultExplains() {
        planted.calls.add(new CallRow(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "+1",
                1,
                "FAILED",
                false,
                "REFUSED",
                null,
                at(5),
                null,
                null,
                null));
        planted.mayNotRing = 1;
        assertThat(wrong()).doesNotContain("I4 calls too many whose phone never rang");

        planted.mayNotRing = 0;
        assertThat(wrong()).contains("I4 calls too many whose phone never rang");
    }

    @Test
    void seesACallOfAStoppedCampaignThatIsNotOver() {
        planted.status = "CANCELED";
        CallRow call = planted.calls.get(0);
        planted.calls.set(
                0,
                new CallRow(
                        call.id(),
                        call.contactId(),
                        call.phone(),
                        1,
                        "RINGING",
                        true,
                        "ACCEPTED",
                        call.providerCallId(),
                        call.queuedAt(),
                        null,
                        null,
                        null));

        assertThat(wrong()).contains("I4 contacts without an outcome", "I4 calls not over");
    }

    @Test
    void seesACampaignThatIsNotOver() {
        planted.status = "RUNNING";

        assertThat(wrong()).contains("I4 campaigns not over");
    }

    @Test
    void seesCallsThatTheProviderDoesNotKnow() {
        CallRow call = planted.calls.get(0);
        planted.calls.set(0, withProviderId(call, null, "ACCEPTED"));
        planted.calls.set(1, withProviderId(planted.calls.get(1), "imagined", "ACCEPTED"));

        assertThat(planted.verdicts().get(3).wrong())
                .containsEntry("calls that the provider does not know", 2L)
                .containsEntry("dials that their calls do not know", 2L);
    }

    @Test
    void seesAPhoneThatRangForNobody() {
        planted.strangers.add(new Dial(UUID.randomUUID().toString(), "stranger", "+13", at(3), at(4)));

        assertThat(wrong()).containsExactly("I4 dials of nobody's");
    }

    @Test
    void seesAStatusThatIsNotTheFold() {
        planted.events.add(new EventRow(97, planted.calls.get(0).id(), "RINGING", null, at(30)));
        assertThat(wrong()).isEmpty();

        planted.events.add(0, new EventRow(0, planted.calls.get(0).id(), "FAILED", null, at(9)));
        assertThat(wrong()).containsExactly("I5 other than the fold of their events");
    }

    @Test
    void seesALogThatCanBeChanged() {
        planted.allowedChanges.add("delete from call_events");

        assertThat(wrong()).containsExactly("I5 changes of the event log that went through");
    }

    @Test
    void seesACounterThatIsNotARecount() {
        planted.counters = new Counters(4, 0, 4, 0, 0, 0, 0, 4, new BigDecimal("0.25"), 0, BigDecimal.ZERO);

        assertThat(wrong()).containsExactly("I6 with counters other than a recount");
    }

    @Test
    void seesIdleLines() {
        assertThat(Oracle.judge(planted.trial(0.98), planted.evidence()).get(6).holds())
                .isFalse();
    }

    @Test
    void doesNotSayThatAllHoldsWhereItSawNothing() {
        planted.dials.clear();
        planted.calls.clear();
        planted.events.clear();
        planted.inbox.clear();
        planted.deliveries.clear();
        planted.status = "CANCELED";
        planted.mayBeCanceled = true;
        planted.counters = new Counters(0, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, 0, BigDecimal.ZERO);

        assertThat(wrong())
                .containsExactly(
                        "I1 dials promised and none seen",
                        "I2 dials promised and none seen",
                        "I3 webhooks promised and none seen",
                        "I4 dials promised and none seen",
                        "I5 events promised and none seen",
                        "I7 with idle lines");
    }

    @Test
    void addsUpWhatWasFoundInSeveralCampaigns() {
        List<Verdict> good = planted.verdicts();
        planted.held = 2;
        List<Verdict> bad = planted.verdicts();

        Verdict sum = Verdict.sums(Stream.concat(good.stream(), bad.stream()).toList())
                .get(1);

        assertThat(sum.holds()).isFalse();
        assertThat(sum)
                .hasToString("I2 BROKEN  8 dials: 0 above the campaign's cap, 0 above the provider's cap,"
                        + " 0 lines given back while the phone was on, 2 lines still held, 0 lines leaked");
    }

    private static CallRow withProviderId(CallRow call, String providerCallId, String launchState) {
        return new CallRow(
                call.id(),
                call.contactId(),
                call.phone(),
                1,
                call.status(),
                false,
                launchState,
                providerCallId,
                call.queuedAt(),
                call.cost(),
                null,
                null);
    }
}
