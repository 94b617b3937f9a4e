package io.voxlynx.dispatch;

import io.voxlynx.call.CallAccepted;
import io.voxlynx.call.CallPlacer;
import io.voxlynx.call.CallReport;
import io.voxlynx.call.CallStatus;
import io.voxlynx.call.Calls;
import io.voxlynx.call.Placement;
import io.voxlynx.campaign.CampaignStatus;
import io.voxlynx.inbox.Backlog;
import io.voxlynx.inbox.Inbox;
import io.voxlynx.metrics.Metrics;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
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
    /** A line is not kept for longer than this because the provider asks for patience. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** One may be free at the provider after this. */
    private static final Duration A_LINE = Duration.ofSeconds(4);

    @Inject
    LaunchBook book;

    @Inject
    SenderLock senderLock;

    @Inject
    LookUps lookUps;

    @Inject
    Breaker breaker;

    @Inject
    CallPlacer placer;

    @Inject
    Lines lines;

    @Inject
    Calls calls;

    @Inject
    Inbox inbox;

    @Inject
    Backlog backlog;

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

    /**
     * A sender whose process lives but stands still keeps his calls' lines for this long at most. Should he go on after
     * that, at the one point between his last look at the time and the first byte, a call may come to be that we have
     * given up.
     */
    @Inject
    @ConfigProperty(name = "voxlynx.dispatch.frozen-sender-minutes", defaultValue = "10")
    int frozenSenderMinutes;

    /** This many refused orders in a row, and the campaign is FAILED rather than burning the rest of its contacts. */
    @Inject
    @ConfigProperty(name = "voxlynx.dispatch.refusals-fail-campaign", defaultValue = "25")
    int refusalsThatFail;

    /** Nanoseconds of no clock that anybody sets. */
    LongSupplier ticker = System::nanoTime;

    /** The calls that threads of this process are busy sending, or are about to. */
    private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

    /** Does the next thing that this call needs, if it needs any. Harmless at any time, any number of times. */
    public void advance(UUID callId) {
        if (backlog.isLong() || !send(callId, false)) {
            lookAfter(callId);
        }
    }

    /** @return false if it is not to be sent now */
    private boolean send(UUID callId, boolean probe) {
        OptionalLong sender = senderLock.key();
        if (sender.isEmpty()) {
            return false;
        }
        if (!inHand.add(callId)) {
            // Another thread of ours has it.
            return true;
        }
        try {
            // Before the others can know of it: what stands still in between has stood still for us as well.
            long begun = ticker.getAsLong();
            Optional<LaunchBook.Sending> sending = book.beginSending(callId, sender.getAsLong(), stale(), probe);
            sending.ifPresent(order -> place(order, begun, probe));
            return sending.isPresent();
        } finally {
            inHand.remove(callId);
        }
    }

    /**
     * Calls that the database thinks are being sent by this process and that no thread of it has in hand: what became
     * of them could not be written down. Nobody will send them any more.
     */
    void disownTheForgotten() {
        senderLock.key().ifPresent(sender -> {
            int forgotten = book.disown(sender, () -> inHand.toArray(UUID[]::new));
            if (forgotten > 0) {
                LOG.warning(LogLine.of("%d calls were sent and nothing could be written down about it", forgotten));
            }
        });
    }

    /** Asked when the first byte is about to leave. The row has the last word: it may be known or given up by now. */
    private boolean isInTime(LaunchBook.Sending sending, long begun) {
        return ticker.getAsLong() - begun < CallPlacer.LEAVES_WITHIN.toNanos()
                && senderLock.holds(sending.sender())
                && book.isStillBeingSent(sending, CallPlacer.LEAVES_WITHIN);
    }

    private void lookAfter(UUID callId) {
        book.read(callId).filter(LaunchBook.Entry::active).ifPresent(call -> {
            switch (call.state()) {
                case PENDING -> hold(call);
                case SENDING -> book.giveUpSending(callId);
                case UNKNOWN -> lookUps.unknown(call);
                case ACCEPTED -> lookUps.silent(call);
                case REFUSED -> throw new IllegalStateException("A refused call holds a line: " + callId);
            }
        });
    }

    /** Hints for calls that something is due for. @return how many */
    int sweep(int limit) {
        int orphans = book.buryDeadSenders(Duration.ofMinutes(frozenSenderMinutes));
        if (orphans > 0) {
            LOG.info(LogLine.of("%d calls were being sent by somebody who is gone", orphans));
        }
        List<UUID> due = book.takeDue(limit, LookUps.NEXT, calls.silence());
        queues.callLaunches(due);
        return due.size();
    }

    /** The campaign will launch no more: its waiting calls need not wait for the sweeper. */
    void hintWaiting(UUID campaignId) {
        queues.callLaunches(book.waitingCalls(campaignId));
    }

    /** It could not be sent as things are: take it back, leave it waiting, or let it try an ailing provider. */
    private void hold(LaunchBook.Entry call) {
        if (call.campaignStatus().isTerminal()) {
            withdraw(call);
        } else if (call.campaignStatus() == CampaignStatus.PAUSED) {
            lines.giveBack(call.campaignId());
        } else if (call.due()
                && call.campaignStatus().dials()
                && !call.breakerClosed()
                && !backlog.isLong()
                && senderLock.key().isPresent()
                && breaker.letsPass()) {
            send(call.id(), true);
        }
    }

    private void place(LaunchBook.Sending sending, long begun, boolean probe) {
        if (!sending.mayExist()) {
            placeNew(sending, begun, probe);
        } else if (!wasFoundInstead(sending)) {
            // However long the look took, the time to send begins now.
            long begunAnew = ticker.getAsLong();
            if (book.beginAnew(sending, stale())) {
                placeNew(sending, begunAnew, probe);
            } else {
                // The look took so long that others gave its sender up; nobody has sent it meanwhile.
                book.sendAgain(sending, FIRST_LOOKUP, true, sending.tries() - 1);
            }
        }
    }

    private void placeNew(LaunchBook.Sending sending, long begun, boolean probe) {
        UUID callId = sending.callId();
        Placement placement = placer.place(sending.order(), () -> isInTime(sending, begun));
        if (placement instanceof Placement.Accepted accepted) {
            // Forgotten, the call would be SENDING again, and found at the provider.
            database.useRedoableTransaction(handle -> calls.accept(callId, accepted.providerCallId(), clock.instant()));
            Metrics.launched(Metrics.Launch.ACCEPTED);
            Metrics.accepted(Duration.ofNanos(ticker.getAsLong() - begun));
            if (sending.breakerDisturbed()) {
                breaker.succeeded();
            }
        } else if (placement instanceof Placement.Refused refused) {
            Metrics.launched(Metrics.Launch.REFUSED);
            refused(sending, refused, probe);
        } else if (placement instanceof Placement.Doubtful doubtful) {
            Metrics.launched(Metrics.Launch.UNKNOWN);
            breaker.failed(doubtful.reason());
            if (BackOff.isExhaustedAfter(sending.tries())) {
                unknown(sending, doubtful.reason());
            } else {
                // Not finding it is no proof before it would have been recorded.
                book.sendAgain(
                        sending,
                        longer(BackOff.after(sending.tries(), null), lookUps.recorded()),
                        true,
                        counted(sending, probe));
            }
        } else if (placement instanceof Placement.Unclear unclear) {
            Metrics.launched(Metrics.Launch.UNKNOWN);
            breaker.failed(unclear.reason());
            unknown(sending, unclear.reason());
        } else if (placement instanceof Placement.Unsent) {
            book.sendAgain(sending, FIRST_LOOKUP, sending.mayExist(), sending.tries() - 1);
        }
    }

    /** While the provider is down, one call tries for all; it must not be the one that runs out of tries. */
    private static int counted(LaunchBook.Sending sending, boolean probe) {
        return probe ? sending.tries() - 1 : sending.tries();
    }

    /** An earlier try got a server error, behind which there may be a call. @return true if there is nothing to send */
    private boolean wasFoundInstead(LaunchBook.Sending sending) {
        try {
            return lookUps.adoptIfThere(sending);
        } catch (ProviderFailed e) {
            breaker.failed(e.getMessage());
            book.sendAgain(sending, LookUps.PROVIDER_SILENT, true, sending.tries() - 1);
            return true;
        }
    }

    /** Also when the call became known through a webhook that overtook the answer. */
    void accepted(@Observes CallAccepted accepted) {
        book.firstAccepted(accepted.campaignId());
        inbox.wakeGroup(accepted.providerCallId());
    }

    private void refused(LaunchBook.Sending sending, Placement.Refused refused, boolean probe) {
        if (refused.fault() == Placement.Fault.PROVIDER) {
            breaker.failed(refused.reason());
        }
        if (refused.fault() != Placement.Fault.PROVIDER && sending.breakerDisturbed()) {
            breaker.succeeded();
        }
        if (refused.fault() == Placement.Fault.NO_LINE) {
            // Whoever else has the lines: that is no reason never to call this contact.
            Duration pause = refused.retryAfter() == null ? A_LINE : shorter(refused.retryAfter(), LONGEST_PAUSE);
            book.sendAgain(sending, pause, sending.mayExist(), 0);
            return;
        }
        boolean canHelp = refused.fault() != Placement.Fault.ORDER;
        if (canHelp && !BackOff.isExhaustedAfter(sending.tries())) {
            Duration pause = shorter(BackOff.after(sending.tries(), refused.retryAfter()), LONGEST_PAUSE);
            book.sendAgain(sending, pause, sending.mayExist(), counted(sending, probe));
            return;
        }
        if (sending.mayExist()) {
            // This try was refused; an earlier one was not.
            unknown(sending, refused.reason());
            return;
        }
        database.useTransaction(handle -> {
            if (book.refused(sending)) {
                calls.fail(sending.callId(), "provider-refused: " + refused.reason(), clock.instant());
            }
        });
        UUID campaignId = sending.order().campaignId();
        if (refused.fault() == Placement.Fault.ORDER && book.countRefusal(campaignId) >= refusalsThatFail) {
            book.failCampaign(campaignId, "The provider refuses every call: " + refused.reason());
            hintWaiting(campaignId);
        }
    }

    private void unknown(LaunchBook.Sending sending, String reason) {
        UUID callId = sending.callId();
        LOG.warning(LogLine.of("Call %s may or may not exist at the provider: %s", callId, reason));
        database.useTransaction(handle -> {
            if (book.becomeUnknown(sending, FIRST_LOOKUP)) {
                calls.note(callId, CallReport.repeatable("launch-unknown", null, reason, clock.instant()));
            }
        });
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void withdraw(LaunchBook.Entry call) {
        database.useTransaction(handle -> {
            if (book.withdraw(call.id())) {
                String reason =
                        call.campaignStatus() == CampaignStatus.CANCELED ? "campaign-canceled" : "campaign-failed";
                calls.apply(
                        call.id(), CallReport.ours("withdrawn", CallStatus.CANCELED, reason, clock.instant()), null);
            }
        });
    }

    private Duration stale() {
        return Duration.ofSeconds(staleSeconds);
    }
}
