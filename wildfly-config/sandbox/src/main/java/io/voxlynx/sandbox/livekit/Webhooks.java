package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.journal.Journal;
import io.voxlynx.sandbox.livekit.WebhookFault.Kind;
import io.voxlynx.sandbox.shared.Attempt;
import io.voxlynx.sandbox.shared.Iso;
import io.voxlynx.sandbox.shared.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Delivers what there is to tell, signed, one room's in order: a webhook that is retried holds up the room's others, and
 * one that had to wait too long is dropped, as LiveKit does. Every attempt is a line in the log.
 */
final class Webhooks implements AutoCloseable {
    private static final Duration MAX_AGE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int RETRIES = 4;
    private static final int THREADS = 2;

    private final URI url;
    private final AccessTokens tokens;
    private final Supplier<LiveKitBehaviour> behaviour;
    private final ScheduledExecutorService scheduler;
    private final Journal log;
    private final Map<String, CompletableFuture<Void>> lastOfRoom = new ConcurrentHashMap<>();
    private final Map<String, Webhook> heldBack = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Threads.daemons("livekit-webhook-"));
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(threads)
            .build();

    /** @param fault as in the log, {@code null} if all goes as it should */
    private record Delivery(Webhook webhook, Instant dueAt, String fault) {}

    /** @param url {@code null}: nobody is told anything */
    Webhooks(
            Path file,
            URI url,
            AccessTokens tokens,
            Supplier<LiveKitBehaviour> behaviour,
            ScheduledExecutorService scheduler)
            throws IOException {
        this.url = url;
        this.tokens = tokens;
        this.behaviour = behaviour;
        this.scheduler = scheduler;
        this.log = new Journal(file, (offset, line) -> {});
    }

    /** Call it in the order in which it happened. */
    void tell(Room room, Webhook webhook) {
        if (url == null) {
            return;
        }
        Optional<WebhookFault> fault =
                room.webhookFault().or(() -> behaviour.get().faults().ofWebhook(webhook));
        Kind kind = fault.map(WebhookFault::kind).orElse(null);
        // What ends a room has nothing after it to change places with.
        if (kind == Kind.REORDERED
                && !webhook.name().equals(Webhook.ROOM_FINISHED)
                && heldBack.putIfAbsent(webhook.room(), webhook) == null) {
            return;
        }
        send(webhook, fault);
        Webhook before = heldBack.remove(webhook.room());
        if (before != null) {
            queue(delivery(before, Kind.REORDERED));
        }
    }

    private void send(Webhook webhook, Optional<WebhookFault> fault) {
        Kind kind = fault.map(WebhookFault::kind).orElse(null);
        if (kind == Kind.LOST) {
            write(delivery(webhook, kind), 0, Attempt.notMade("never sent"));
        } else if (kind == Kind.LATE) {
            scheduler.schedule(
                    () -> attempt(delivery(webhook, kind), 1), fault.get().lateMillis(), TimeUnit.MILLISECONDS);
        } else {
            queue(delivery(webhook, null));
            for (int i = 0; kind == Kind.REPEATED && i < fault.get().times(); i++) {
                queue(delivery(webhook, kind));
            }
        }
    }

    private static Delivery delivery(Webhook webhook, Kind fault) {
        return new Delivery(webhook, Instant.now(), fault == null ? null : fault.word());
    }

    private void queue(Delivery delivery) {
        String room = delivery.webhook().room();
        var queued = lastOfRoom.compute(
                room,
                (name, last) -> (last == null ? CompletableFuture.<Void>completedFuture(null) : last)
                        .handleAsync((done, failure) -> delivery, threads)
                        .thenCompose(this::begin));
        queued.whenComplete((done, failure) -> lastOfRoom.remove(room, queued));
    }

    private CompletableFuture<Void> begin(Delivery delivery) {
        if (delivery.dueAt().plus(MAX_AGE).isBefore(Instant.now())) {
            write(delivery, 0, Attempt.notMade("dropped: too old"));
            return CompletableFuture.completedFuture(null);
        }
        return attempt(delivery, 1);
    }

    /** Completes when it is delivered or given up. */
    private CompletableFuture<Void> attempt(Delivery delivery, int number) {
        byte[] body = delivery.webhook().body();
        var request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Authorization", tokens.ofWebhook(body))
                .header("Content-Type", "application/webhook+json")
                .header("User-Agent", "LiveKit")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((response, failure) -> {
                    Attempt attempt = Attempt.of(response, failure);
                    write(delivery, number, attempt);
                    return mayHelp(attempt.answer()) && number <= RETRIES;
                })
                .thenCompose(again -> again
                        ? after(behaviour.get().retryMillis() << (number - 1))
                                .thenCompose(waited -> attempt(delivery, number + 1))
                        : CompletableFuture.completedFuture(null));
    }

    /** Whether a further attempt may get a better answer than this one. */
    private static boolean mayHelp(Integer answer) {
        return answer == null || answer == 429 || answer >= 500 && answer != 501;
    }

    private CompletableFuture<Void> after(long millis) {
        CompletableFuture<Void> waited = new CompletableFuture<>();
        scheduler.schedule(() -> waited.complete(null), millis, TimeUnit.MILLISECONDS);
        return waited;
    }

    private void write(Delivery delivery, int number, Attempt attempt) {
        Webhook webhook = delivery.webhook();
        var line = Json.object()
                .add("id", webhook.event().getId())
                .add("event", webhook.name())
                .add("room", webhook.room())
                .add("identity", Json.text(webhook.identity()))
                .add("sentAt", Iso.micros(Instant.now()));
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
