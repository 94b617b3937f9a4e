package io.voxlynx.dispatch;

import io.voxlynx.call.CallAccepted;
import io.voxlynx.call.CallOrder;
import io.voxlynx.call.CallPlacer;
import io.voxlynx.call.CallReport;
import io.voxlynx.call.CallStatus;
import io.voxlynx.call.Calls;
import io.voxlynx.call.LaunchState;
import io.voxlynx.call.Placement;
import io.voxlynx.call.ProviderCall;
import io.voxlynx.campaign.CampaignStatus;
import io.voxlynx.inbox.Inbox;
import io.voxlynx.shared.BackOff;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.ProviderFailed;
import io.voxlynx.shared.Queues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings a claimed call to the provider exactly once, and finds out what became of it. What is about to happen is
 * committed before it happens, so that after a crash the row says the worst that may have happened.
 */
@ApplicationScoped
public class Launches {

    private static final Logger LOG = Logger.getLogger(Launches.class.getName());

    private static final Duration FIRST_LOOKUP = Duration.ofSeconds(1);
    private static final Duration NEXT_LOOKUP = Duration.ofSeconds(4);
    private static final Duration PROVIDER_SILENT = Duration.ofSeconds(10);
    /** The provider's clock and ours differ by less than this. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    /** A sender that was held up for longer than this must not send any more: it may have been given up meanwhile. */
    private static final Duration SEND_AT_ONCE = Duration.ofSeconds(2);

    @Inject
    LaunchBook book;

    @Inject
    Breaker breaker;

    @Inject
    CallPlacer placer;

    @Inject
    Calls calls;

    @Inject
    Inbox inbox;

    @Inject
    Queues queues;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** How long a sender may take before its call counts as UNKNOWN; longer than the request's own timeouts together. */
    @Inject
    @ConfigProperty(name = "voxlynx.dispatch.sending-stale-seconds", defaultValue = "15")
    int staleSeconds;

    /** After this long without a trace at the provider an UNKNOWN call does not exist: its line is free again. */
    @Inject
    @ConfigProperty(name = "voxlynx.dispatch.unknown-safe-wait-seconds", defaultValue = "25")
    int safeWaitSeconds;

    /** This many refused orders in a row, and the campaign is FAILED rather than burning the rest of its contacts. */
    @Inject
    @ConfigProperty(name = "voxlynx.dispatch.refusals-fail-campaign", defaultValue = "25")
    int refusalsThatFail;

    /** Does the next thing that this call needs, if it needs any. Harmless at any time, any number of times. */
    public void advance(UUID callId) {
        Optional<LaunchBook.Sending> sending = book.beginSending(callId, stale(), false);
        if (sending.isPresent()) {
            place(sending.get(), System.nanoTime(), false);
        } else {
            lookAfter(callId);
        }
    }

    private void lookAfter(UUID callId) {
        book.read(callId).filter(LaunchBook.Entry::active).ifPresent(call -> {
            switch (call.state()) {
                case PENDING -> hold(call);
                case SENDING -> book.giveUpSending(callId);
                case UNKNOWN -> lookUpUnknown(call);
                case ACCEPTED -> lookUpSilent(call);
                case REFUSED -> throw new IllegalStateException("A refused call holds a line: " + callId);
            }
        });
    }

    /** Hints for calls that something is due for. @return how many */
    int sweep(int limit) {
        List<UUID> due = book.takeDue(limit, NEXT_LOOKUP, calls.silence());
        queues.callLaunches(due);
        return due.size();
    }

    /** The campaign will launch no more: its waiting calls need not wait for the sweeper. */
    void hintWaiting(UUID campaignId) {
        queues.callLaunches(book.waitingCalls(campaignId));
    }

    /** It could not be sent as things are: withdraw it, leave it waiting, or let it try an ailing provider. */
    private void hold(LaunchBook.Entry call) {
        if (call.campaignStatus().isTerminal()) {
            withdraw(call);
        } else if (call.due() && call.campaignStatus().dials() && !call.breakerClosed() && breaker.letsPass()) {
            book.beginSending(call.id(), stale(), true).ifPresent(sending -> place(sending, System.nanoTime(), true));
        }
    }

    private void place(LaunchBook.Sending sending, long begun, boolean probe) {
        UUID callId = sending.order().attemptId();
        if (sending.lookupFirst() && wasFoundInstead(sending)) {
            return;
        }
        if (System.nanoTime() - begun > SEND_AT_ONCE.toNanos()) {
            book.sendAgain(callId, Duration.ZERO, sending.lookupFirst(), false);
            return;
        }
        Placement placement = placer.place(sending.order());
        if (placement instanceof Placement.Accepted accepted) {
            // Forgotten, the call would be SENDING again, and found at the provider.
            database.useRedoableTransaction(handle -> calls.accept(callId, accepted.providerCallId(), clock.instant()));
            if (sending.breakerDisturbed()) {
                breaker.succeeded();
            }
        } else if (placement instanceof Placement.Refused refused) {
            refused(sending, refused, probe);
        } else if (placement instanceof Placement.Doubtful doubtful) {
            breaker.failed(doubtful.reason());
            if (BackOff.isExhaustedAfter(sending.tries())) {
                unknown(callId, doubtful.reason());
            } else {
                book.sendAgain(callId, BackOff.after(sending.tries(), null), true, !probe);
            }
        } else if (placement instanceof Placement.Unclear unclear) {
            breaker.failed(unclear.reason());
            unknown(callId, unclear.reason());
        }
    }

    /** An earlier try got a server error, behind which there may be a call. @return true if there is nothing to send */
    private boolean wasFoundInstead(LaunchBook.Sending sending) {
        CallOrder order = sending.order();
        try {
            Optional<ProviderCall> there = placer.findAttempt(
                    order.attemptId(), order.phoneNumberId(), windowStart(sending.firstSendingAt()), windowEnd());
            there.ifPresent(call -> adopt(order.attemptId(), call));
            return there.isPresent();
        } catch (ProviderFailed e) {
            breaker.failed(e.getMessage());
            book.sendAgain(order.attemptId(), PROVIDER_SILENT, true, false);
            return true;
        }
    }

    /** Also when the call became known through a webhook that overtook the answer. */
    void accepted(@Observes CallAccepted accepted) {
        book.firstAccepted(accepted.campaignId());
        inbox.wakeGroup(accepted.providerCallId());
    }

    /** Makes a call found in the provider's records ours, with the state it has there. */
    private void adopt(UUID callId, ProviderCall found) {
        database.useTransaction(handle -> {
            calls.accept(callId, found.providerCallId(), clock.instant());
            calls.apply(callId, found.report(), null);
        });
    }

    private void refused(LaunchBook.Sending sending, Placement.Refused refused, boolean probe) {
        UUID callId = sending.order().attemptId();
        if (refused.fault() == Placement.Fault.PROVIDER) {
            breaker.failed(refused.reason());
        }
        boolean canHelp = refused.fault() != Placement.Fault.ORDER;
        if (canHelp && !BackOff.isExhaustedAfter(sending.tries())) {
            // While the provider is down, one call tries for all; it must not be the one that runs out of tries.
            book.sendAgain(callId, BackOff.after(sending.tries(), refused.retryAfter()), false, !probe);
            return;
        }
        fail(callId, LaunchState.SENDING, "provider-refused: " + refused.reason());
        UUID campaignId = sending.order().campaignId();
        if (refused.fault() == Placement.Fault.ORDER && book.countRefusal(campaignId) >= refusalsThatFail) {
            book.failCampaign(campaignId, "The provider refuses every call: " + refused.reason());
            hintWaiting(campaignId);
        }
    }

    private void unknown(UUID callId, String reason) {
        LOG.warning(LogLine.of("Call %s may or may not exist at the provider: %s", callId, reason));
        database.useTransaction(handle -> {
            if (book.becomeUnknown(callId, FIRST_LOOKUP)) {
                calls.note(callId, CallReport.repeatable("launch-unknown", null, reason, clock.instant()));
            }
        });
    }

    private void lookUpUnknown(LaunchBook.Entry call) {
        Optional<ProviderCall> found;
        try {
            found = placer.findAttempt(
                    call.id(), call.phoneNumberId(), windowStart(call.firstSendingAt()), windowEnd());
        } catch (ProviderFailed e) {
            // Not being able to ask proves nothing: the line stays taken.
            book.lookAgain(call.id(), PROVIDER_SILENT);
            return;
        }
        if (found.isPresent()) {
            adopt(call.id(), found.get());
        } else if (call.now().isAfter(call.sendingAt().plusSeconds(safeWaitSeconds))) {
            fail(call.id(), LaunchState.UNKNOWN, "launch-unconfirmed");
        } else {
            book.lookAgain(call.id(), NEXT_LOOKUP);
        }
    }

    private void lookUpSilent(LaunchBook.Entry call) {
        if (call.lastSeenAt().plus(calls.silence()).isAfter(call.now())) {
            return;
        }
        Optional<ProviderCall> found;
        try {
            found = placer.find(call.providerCallId());
        } catch (ProviderFailed e) {
            book.lookAgain(call.id(), PROVIDER_SILENT);
            return;
        }
        CallReport report = found.map(ProviderCall::report)
                .orElseGet(() -> CallReport.ours("timeout", CallStatus.TIMEOUT, "no-event-timeout", clock.instant()));
        database.useTransaction(handle -> {
            calls.apply(call.id(), report, null);
            book.lookAgain(call.id(), calls.silence());
        });
    }

    private void withdraw(LaunchBook.Entry call) {
        database.useTransaction(handle -> {
            if (book.refused(call.id(), LaunchState.PENDING)) {
                String reason =
                        call.campaignStatus() == CampaignStatus.CANCELED ? "campaign-canceled" : "campaign-failed";
                calls.apply(
                        call.id(), CallReport.ours("withdrawn", CallStatus.CANCELED, reason, clock.instant()), null);
            }
        });
    }

    private void fail(UUID callId, LaunchState from, String reason) {
        database.useTransaction(handle -> {
            if (book.refused(callId, from)) {
                calls.apply(callId, CallReport.ours("launch-failed", CallStatus.FAILED, reason, clock.instant()), null);
            }
        });
    }

    private Duration stale() {
        return Duration.ofSeconds(staleSeconds);
    }

    private static Instant windowStart(Instant firstSendingAt) {
        return firstSendingAt.minus(CLOCK_SKEW);
    }

    private Instant windowEnd() {
        return clock.instant().plus(CLOCK_SKEW);
    }
}
