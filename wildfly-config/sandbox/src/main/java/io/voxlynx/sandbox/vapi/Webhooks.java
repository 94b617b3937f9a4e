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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(threads)
            .build();

    /**
     * Does not hold the call, which may be long over when a slow receiver gets to hear of it.
     *
     * @param fault as in the log, {@code null} if all went as it should
     */
    private record Delivery(String callId, Webhook webhook, WebhookTarget target, String fault) {}

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
        var target = WebhookTarget.of(call, organisationDefault);
        if (target.isEmpty() || !WebhookTarget.wanted(call, webhook.type())) {
            return CompletableFuture.completedFuture(null);
        }
        Behaviour now = behaviour.get();
        Optional<WebhookFault> fault = now.faults().ofWebhook(now.seed(), call.phone(), webhook.name());
        boolean last = webhook.type().equals(Webhook.REPORT);
        if (fault.isPresent() && fault.get().kind() == Kind.REORDERED && !last && call.holdBack(webhook)) {
            return CompletableFuture.completedFuture(null);
        }
        var sent = sendWith(fault, call, webhook, target.get());
        Webhook heldBack = call.heldBack();
        return heldBack == null
                ? sent
                : queue(call, new Delivery(call.id(), heldBack, target.get(), Kind.REORDERED.word()));
    }

    private CompletableFuture<Void> sendWith(
            Optional<WebhookFault> fault, Call call, Webhook webhook, WebhookTarget target) {
        String early = call.isAnswered() ? null : Kind.EARLY.word();
        Kind kind = fault.map(WebhookFault::kind).orElse(null);
        if (kind == Kind.LOST) {
            write(
                    new Delivery(call.id(), webhook, target, kind.word()),
                    0,
                    Instant.now(),
                    Attempt.notMade("never sent"));
            return CompletableFuture.completedFuture(null);
        }
        if (kind == Kind.LATE) {
            var late = new Delivery(call.id(), webhook, target, kind.word());
            scheduler.schedule(() -> attempt(late, 1), fault.get().lateMillis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.completedFuture(null);
        }
        var sent = queue(call, new Delivery(call.id(), webhook, target, early));
        for (int i = 0; kind == Kind.REPEATED && i < fault.get().times(); i++) {
            sent = queue(call, new Delivery(call.id(), webhook, target, kind.word()));
        }
        return sent;
    }

    private CompletableFuture<Void> queue(Call call, Delivery delivery) {
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
            return client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                    .handle((response, failure) -> {
                        Attempt attempt = Attempt.of(response, failure);
                        write(delivery, number, sentAt, attempt);
                        if (attempt.answer() == null || attempt.answer() / 100 != 2) {
                            retry(delivery, number);
                        }
                        return null;
                    });
        });
    }

    private void retry(Delivery delivery, int failed) {
        if (failed <= delivery.target().maxRetries()) {
            scheduler.schedule(
                    () -> attempt(delivery, failed + 1),
                    delivery.target().delayBefore(failed).toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void write(Delivery delivery, int number, Instant sentAt, Attempt attempt) {
        var line = Json.object()
                .add("callId", delivery.callId())
                .add("type", delivery.webhook().type())
                .add("status", Json.text(delivery.webhook().status()))
                .add("sentAt", Iso.micros(sentAt));
        log.note(attempt.addTo(line, delivery.fault(), number).build());
    }

    void writeArray(OutputStream out) throws IOException {
        log.writeArray(out);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        log.close();
    }
}
