package io.voxlynx.dispatch;

import io.voxlynx.call.CallPlacer;
import io.voxlynx.call.CallReport;
import io.voxlynx.call.CallStatus;
import io.voxlynx.call.Calls;
import io.voxlynx.call.ProviderCall;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.ProviderFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks the provider what became of a call of which nothing is heard. A call that is found is ours, with the state it has
 * there; that one is not found proves something only when nobody can be sending it any more and it would have been
 * recorded.
 */
@ApplicationScoped
class LookUps {

    /** Between two looks for the same call. */
    static final Duration NEXT = Duration.ofSeconds(4);
    /** The provider could not be asked: not again before this. */
    static final Duration PROVIDER_SILENT = Duration.ofSeconds(10);
    /** An order that has left is in the provider's records within this time, or the safe wait if that is shorter. */
    private static final Duration RECORDED = Duration.ofSeconds(10);
    /** The provider's clock and the database's differ by less than this, also where one is ten minutes off. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(11);
    /** A look is over after this, or nearly: nobody else looks for the same call meanwhile. */
    private static final Duration A_LOOK = Duration.ofSeconds(15);
    /** No call lasts as long: one of which nothing was heard since is over, whether or not the provider can be asked. */
    private static final Duration LONGER_THAN_CALLS = Duration.ofHours(24);
    /** Mostly they agree, and a look that decides nothing may go by that: it lists minutes of calls less. */
    private static final Duration NEARBY = Duration.ofSeconds(30);

    @Inject
    LaunchBook book;

    @Inject
    CallPlacer placer;

    @Inject
    Calls calls;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** After this long without a trace at the provider an UNKNOWN call does not exist: its line is free again. */
    @Inject
    @ConfigProperty(name = "voxlynx.dispatch.unknown-safe-wait-seconds", defaultValue = "20")
    int safeWaitSeconds;

    /** After this an order that has left would be found. */
    Duration recorded() {
        return shorter(Duration.ofSeconds(safeWaitSeconds), RECORDED);
    }

    /**
     * Looks whether an earlier try of the order brought a call about.
     *
     * @throws ProviderFailed if the provider cannot be asked
     */
    boolean adoptIfThere(LaunchBook.Sending sending) {
        Optional<ProviderCall> there = placer.findAttempt(
                sending.callId(),
                sending.order().phoneNumberId(),
                sending.firstSendingAt().minus(CLOCK_SKEW),
                null);
        there.ifPresent(call -> adopt(sending.callId(), call));
        return there.isPresent();
    }

    /** Looks for a call that may or may not exist. */
    void unknown(LaunchBook.Entry call) {
        Optional<Duration> wait = untilItCannotExist(call);
        boolean decides = wait.isPresent() && wait.get().isNegative();
        if (!book.beginLook(call.id(), call.state(), A_LOOK)) {
            return;
        }
        Optional<ProviderCall> found;
        try {
            found = decides ? findAnywhere(call) : findNearby(call);
        } catch (ProviderFailed e) {
            if (decides && isLongerThanCalls(call.sendingAt(), call)) {
                release(call);
            } else {
                // Not being able to ask proves nothing: the line stays taken.
                book.lookAgain(call.id(), PROVIDER_SILENT);
            }
            return;
        }
        if (found.isPresent()) {
            adopt(call.id(), found.get());
        } else if (decides) {
            release(call);
        } else {
            book.lookAgain(
                    call.id(),
                    wait.map(left -> shorter(left.plusMillis(1), NEXT)).orElse(NEXT));
        }
    }

    private void release(LaunchBook.Entry call) {
        database.useTransaction(handle -> {
            if (book.release(call.id(), call.sendings())) {
                calls.fail(call.id(), "launch-unconfirmed", clock.instant());
            }
        });
    }

    private static boolean isLongerThanCalls(Instant since, LaunchBook.Entry call) {
        return since.plus(LONGER_THAN_CALLS).isBefore(call.now());
    }

    /** There is no upper bound: whose clock would it be? */
    private Optional<ProviderCall> findAnywhere(LaunchBook.Entry call) {
        return placer.findAttempt(
                call.id(), call.phoneNumberId(), call.firstSendingAt().minus(CLOCK_SKEW), null);
    }

    private Optional<ProviderCall> findNearby(LaunchBook.Entry call) {
        return placer.findAttempt(
                call.id(),
                call.phoneNumberId(),
                call.firstSendingAt().minus(NEARBY),
                call.sendingAt().plus(NEARBY));
    }

    /**
     * How long after the call was read until not finding it is a proof; negative if it was one already. Empty while its
     * sender may still be about to send it.
     */
    private Optional<Duration> untilItCannotExist(LaunchBook.Entry call) {
        if (call.quietSince() == null) {
            return Optional.empty();
        }
        Duration sinceSending = Duration.between(call.sendingAt(), call.now());
        Duration sinceQuiet = Duration.between(call.quietSince(), call.now());
        Duration left = Duration.ofSeconds(safeWaitSeconds).minus(sinceSending);
        Duration leftToRecord = recorded().minus(sinceQuiet);
        return Optional.of(left.compareTo(leftToRecord) > 0 ? left : leftToRecord);
    }

    /** Looks at a call that is known and has been silent for long. */
    void silent(LaunchBook.Entry call) {
        if (call.lastSeenAt().plus(calls.silence()).isAfter(call.now())
                || !book.beginLook(call.id(), call.state(), A_LOOK)) {
            return;
        }
        Optional<ProviderCall> found;
        try {
            // A 404 is also what a gateway says that stands between; so the list has to agree.
            found = placer.find(call.providerCallId()).or(() -> findAnywhere(call));
        } catch (ProviderFailed e) {
            if (!isLongerThanCalls(call.lastSeenAt(), call)) {
                book.lookAgain(call.id(), PROVIDER_SILENT);
                return;
            }
            found = Optional.empty();
        }
        // Without a status that we know, such as deletion-failed, there is nothing to wait for either.
        CallReport report = found.map(ProviderCall::report)
                .filter(known -> known.status() != null)
                .orElseGet(() -> CallReport.ours("timeout", CallStatus.TIMEOUT, "no-event-timeout", clock.instant()));
        database.useTransaction(handle -> {
            calls.apply(call.id(), report, null);
            book.lookAgain(call.id(), calls.silence());
        });
    }

    private void adopt(UUID callId, ProviderCall found) {
        database.useTransaction(handle -> {
            calls.accept(callId, found.providerCallId(), clock.instant());
            calls.apply(callId, found.report(), null);
        });
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
