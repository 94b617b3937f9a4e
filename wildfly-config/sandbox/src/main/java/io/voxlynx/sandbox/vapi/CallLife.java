package io.voxlynx.sandbox.vapi;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What happens to a call after it was accepted: it rings, somebody picks up or not, it ends, a report follows. */
final class CallLife {
    private static final System.Logger LOG = System.getLogger(CallLife.class.getName());
    private static final String DIED = "call.in-progress.error-vapifault-worker-died";

    private final Map<String, Call> on = new ConcurrentHashMap<>();
    private final DialLog dials;
    private final Webhooks webhooks;
    private final Lines lines;
    private final ScheduledExecutorService scheduler;

    CallLife(DialLog dials, Webhooks webhooks, Lines lines, ScheduledExecutorService scheduler) {
        this.dials = dials;
        this.webhooks = webhooks;
        this.lines = lines;
        this.scheduler = scheduler;
    }

    /** Makes the call findable before the log tells of it. */
    void announce(Call call) {
        on.put(call.id(), call);
    }

    void forget(Call call) {
        on.remove(call.id());
    }

    /** How many calls are on. */
    int count() {
        return on.size();
    }

    /** The call if it is on. */
    Optional<Call> find(String callId) {
        return Optional.ofNullable(on.get(callId));
    }

    /** @param delayMillis before it is dialled */
    void begin(Call call, Dial dial, long delayMillis) {
        Outcome outcome = call.outcome();
        if (outcome.rings()) {
            at(call, delayMillis + outcome.setupMillis(), () -> ring(call, dial, delayMillis));
        } else {
            at(call, delayMillis + outcome.ringMillis(), () -> end(call, dial, outcome.endedReason()));
        }
    }

    private void ring(Call call, Dial dial, long delayMillis) {
        Instant now = Instant.now();
        call.ring(now);
        send(call, Webhook.status(call, now));
        Outcome outcome = call.outcome();
        at(call, delayMillis + outcome.ringMillis(), () -> {
            if (outcome.connected()) {
                pickUp(call, dial, delayMillis);
            } else {
                end(call, dial, outcome.endedReason());
            }
        });
    }

    private void pickUp(Call call, Dial dial, long delayMillis) {
        Instant now = Instant.now();
        call.pickUp(now);
        send(call, Webhook.status(call, now));
        Outcome outcome = call.outcome();
        at(
                call,
                delayMillis + outcome.ringMillis() + outcome.talkMillis(),
                () -> end(call, dial, outcome.endedReason()));
    }

    private void end(Call call, Dial dial, String reason) {
        Instant now = Instant.now();
        finish(call, dial, reason, now);
        // Not earlier, or the dial log could show the next call before the end of this one.
        lines.free();
        report(call, now);
    }

    private void finish(Call call, Dial dial, String reason, Instant now) {
        var ending = Report.of(call, reason, now);
        call.end(ending, now);
        dials.ended(dial, now, ending).thenRun(() -> on.remove(call.id()));
    }

    private void report(Call call, Instant endedAt) {
        send(call, Webhook.status(call, endedAt));
        var last = call.lastWebhook();
        send(call, Webhook.report(call, Instant.now())).thenRun(() -> last.complete(null));
    }

    private CompletableFuture<Void> send(Call call, Webhook webhook) {
        var first = call.firstWebhook();
        return webhooks.send(call, webhook).thenRun(() -> first.complete(null));
    }

    /** Ends a call that was on when an earlier process died, as Vapi does when one of its workers dies. */
    void bury(Call orphan, Dial dial) {
        on.put(orphan.id(), orphan);
        Instant now = Instant.now();
        finish(orphan, dial, DIED, now);
        report(orphan, now);
    }

    private void at(Call call, long sinceBegin, Runnable step) {
        scheduler.schedule(
                () -> {
                    try {
                        step.run();
                    } catch (RuntimeException bug) {
                        LOG.log(Level.ERROR, "The sandbox cannot go on with call " + call.id(), bug);
                    }
                },
                call.millisUntil(sinceBegin),
                TimeUnit.MILLISECONDS);
    }
}
