package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.journal.Journal;
import io.voxlynx.sandbox.shared.Attempt;
import io.voxlynx.sandbox.shared.Iso;
import io.voxlynx.sandbox.shared.Threads;
import io.voxlynx.sandbox.vapi.WebhookFault.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Delivers the messages about calls, signed, those of one call in order. A retry does not hold up what follows: the
 * provider promises no order. Every attempt is a line in the webhook log.
 */
final class Webhooks implements AutoCloseable {
    private static final int IN_FLIGHT = 64;
    private static final int THREADS = 2;

    private final URI organisationDefault;
    private final Signature signature;
    private final String secret;
    private final Supplier<Behaviour> behaviour;
    private final ScheduledExecutorService scheduler;
    private final Journal log;
    private final Turnstile turnstile = new Turnstile(IN_FLIGHT);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Threads.daemons("webhook-"));
    private final ExecutorService deaf = Executors.newCachedThreadPool(Threads.daemons("deaf-webhook-"));
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(threads)
            .build();

    private final AtomicInteger underWay = new AtomicInteger();
    private final Queue<Delivery> withheld = new ConcurrentLinkedQueue<>();

    /**
     * Does not hold the call, which may be long over when a slow receiver gets to hear of it.
     *
     * @param fault as in the log, {@code null} if all went as it should
     * @param unheard how many attempts nobody waits for the answer of
     * @param hangsUp whether those close the connection at once
     */
    private record Delivery(
            String callId, Webhook webhook, WebhookTarget target, String fault, int unheard, boolean hangsUp) {

        Delivery(Call call, Webhook webhook, WebhookTarget target, String fault) {
            this(call.id(), webhook, target, fault, 0, false);
        }
    }

    Webhooks(
            Path file,
            URI organisationDefault,
            Signature signature,
            String secret,
            Supplier<Behaviour> behaviour,
            ScheduledExecutorService scheduler)
            throws IOException {
        this.organisationDefault = organisationDefault;
        this.signature = signature;
        this.secret = secret;
        this.behaviour = behaviour;
        this.scheduler = scheduler;
        this.log = new Journal(file, (offset, line) -> {});
    }

    /** Completes when the message is delivered or will not be for now. Call it in the order of the call's life. */
    CompletableFuture<Void> send(Call call, Webhook webhook) {
        var found = WebhookTarget.of(call, organisationDefault);
        if (found.isEmpty() || !WebhookTarget.wanted(call, webhook.type())) {
            return CompletableFuture.completedFuture(null);
        }
        WebhookTarget target = found.get();
        Behaviour now = behaviour.get();
        boolean last = webhook.type().equals(Webhook.REPORT);
        boolean endsWithReport = WebhookTarget.wanted(call, Webhook.REPORT);
        if (endsWithReport && call.isReversed(() -> now.faults().reversed(now.seed(), call.phone()))) {
            call.keep(webhook);
            return last ? sendKept(call, target) : CompletableFuture.completedFuture(null);
        }
        Optional<WebhookFault> fault = now.faults().ofWebhook(now.seed(), call.phone(), webhook.name());
        if (fault.isPresent() && fault.get().kind() == Kind.REORDERED && !last && call.holdBack(webhook)) {
            return CompletableFuture.completedFuture(null);
        }
        var sent = sendWith(fault, call, webhook, target);
        Webhook heldBack = call.heldBack();
        return heldBack == null ? sent : queue(call, new Delivery(call, heldBack, target, Kind.REORDERED.word()));
    }

    private CompletableFuture<Void> sendKept(Call call, WebhookTarget target) {
        CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
        for (Webhook kept : call.kept()) {
            sent = queue(call, new Delivery(call, kept, target, Kind.REVERSED.word()));
        }
        return sent;
    }

    private CompletableFuture<Void> sendWith(
            Optional<WebhookFault> drawn, Call call, Webhook webhook, WebhookTarget target) {
        String early = call.isAnswered() ? null : Kind.EARLY.word();
        Delivery sound = new Delivery(call, webhook, target, early);
        if (drawn.isEmpty() || drawn.get().kind() == Kind.REORDERED) {
            return queue(call, sound);
        }
        WebhookFault fault = drawn.get();
        Delivery faulty = new Delivery(call, webhook, target, fault.kind().word());
        return switch (fault.kind()) {
            case LOST -> {
                write(faulty, 0, Instant.now(), null, Attempt.notMade("never sent"));
                yield CompletableFuture.completedFuture(null);
            }
            case WITHHELD -> {
                withheld.add(faulty);
                yield CompletableFuture.completedFuture(null);
            }
            case ECHOED -> {
                withheld.add(faulty);
                yield queue(call, sound);
            }
            case LATE -> {
                underWay.incrementAndGet();
                scheduler.schedule(() -> attempt(faulty, 1), fault.lateMillis(), TimeUnit.MILLISECONDS);
                yield CompletableFuture.completedFuture(null);
            }
            case ANSWER_LOST ->
                queue(
                        call,
                        new Delivery(call.id(), webhook, target, fault.kind().word(), fault.times(), fault.hangsUp()));
            default -> repeat(fault, call, sound, faulty);
        };
    }

    private CompletableFuture<Void> repeat(WebhookFault fault, Call call, Delivery sound, Delivery again) {
        var sent = queue(call, sound);
        for (int i = 0; i < fault.times(); i++) {
            if (fault.together()) {
                underWay.incrementAndGet();
                sent = CompletableFuture.allOf(sent, attempt(again, 1));
            } else {
                sent = queue(call, again);
            }
        }
        return sent;
    }

    private CompletableFuture<Void> queue(Call call, Delivery delivery) {
        underWay.incrementAndGet();
        return call.queue(() -> attempt(delivery, 1));
    }

    private CompletableFuture<Void> attempt(Delivery delivery, int number) {
        return turnstile.pass(() -> {
            byte[] body = delivery.webhook().body();
            Instant sentAt = Instant.now();
            var request = HttpRequest.newBuilder(delivery.target().url())
                    .timeout(delivery.target().timeout())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            signature.sign(request, body, secret, sentAt);
            return exchange(delivery, number, request.build(), body).handle((attempt, impossible) -> {
                write(delivery, number, sentAt, body, attempt);
                if (attempt.isSuccess() || number > delivery.target().maxRetries()) {
                    underWay.decrementAndGet();
                } else {
                    retry(delivery, number);
                }
                return null;
            });
        });
    }

    private CompletableFuture<Attempt> exchange(Delivery delivery, int number, HttpRequest request, byte[] body) {
        if (number <= delivery.unheard()) {
            return CompletableFuture.supplyAsync(() -> DeafSender.send(request, body, delivery.hangsUp()), deaf);
        }
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).handle(Attempt::of);
    }

    private void retry(Delivery delivery, int failed) {
        scheduler.schedule(
                () -> attempt(delivery, failed + 1),
                delivery.target().delayBefore(failed).toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** How many are on their way or will be tried again; without those that are withheld. */
    int underWay() {
        return underWay.get();
    }

    int withheld() {
        return withheld.size();
    }

    /** Sends what was withheld, each signed anew; the bodies are those of then. @return how many */
    int release() {
        int released = 0;
        for (Delivery delivery = withheld.poll(); delivery != null; delivery = withheld.poll()) {
            underWay.incrementAndGet();
            attempt(delivery, 1);
            released++;
        }
        return released;
    }

    /** @param body null if it was not sent */
    private void write(Delivery delivery, int number, Instant sentAt, byte[] body, Attempt attempt) {
        var line = Json.object()
                .add("callId", delivery.callId())
                .add("type", delivery.webhook().type())
                .add("status", Json.text(delivery.webhook().status()))
                .add("timestamp", delivery.webhook().timestamp())
                .add("sha256", Json.text(body == null ? null : Signature.sha256(body)))
                .add("sentAt", Iso.micros(sentAt));
        log.note(attempt.addTo(line, delivery.fault(), number).build());
    }

    /** Where the log ends now. */
    long end() {
        return log.end();
    }

    void writeArray(long from, long to, OutputStream out) throws IOException {
        log.writeArray(from, to, out);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        deaf.shutdownNow();
        log.close();
    }
}
