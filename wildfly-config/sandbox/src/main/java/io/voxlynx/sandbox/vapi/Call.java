package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.shared.Iso;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A call that is on: what Vapi would show of it, how it will go, and its queue of webhooks. */
final class Call {
    private final JsonObject created;
    private final JsonObject assistant;
    private final Outcome outcome;
    private final long begunNanos = System.nanoTime();
    private final CompletableFuture<Void> firstWebhook = new CompletableFuture<>();
    private final CompletableFuture<Void> lastWebhook = new CompletableFuture<>();
    private final AtomicReference<Webhook> heldBack = new AtomicReference<>();
    private final Deque<Webhook> kept = new ArrayDeque<>();
    private Boolean reversed;
    private volatile JsonObject now;
    private volatile Instant updatedAt;
    private volatile Instant startedAt;
    private volatile boolean answered;
    private CompletableFuture<Void> webhooks = CompletableFuture.completedFuture(null);

    private Call(JsonObject created, JsonObject assistant, Outcome outcome) {
        this.created = created;
        this.assistant = assistant;
        this.outcome = outcome;
        this.now = created;
        this.updatedAt = Instant.parse(created.getString("createdAt"));
    }

    static Call accept(CallRequest request, JsonObject assistant, Outcome outcome, Instant at) {
        boolean later = request.earliestAt() != null && request.earliestAt().isAfter(at);
        var created = Json.object()
                .add("id", UUID.randomUUID().toString())
                .add("orgId", VapiApi.ORGANISATION)
                .add("type", "outboundPhoneCall")
                .add("phoneCallProvider", "vapi")
                .add("phoneCallTransport", "sip")
                .add("status", later ? "scheduled" : "queued")
                .add("createdAt", Iso.millis(at))
                .add("updatedAt", Iso.millis(at))
                .add("cost", 0);
        request.json().forEach(created::add);
        return new Call(created.build(), assistant, outcome);
    }

    /**
     * A call of which only the log is left.
     *
     * @param assistant {@code null} if it is gone by now
     */
    static Call orphan(JsonObject created, JsonObject assistant, Outcome outcome) {
        Call call = new Call(created, assistant == null ? JsonValue.EMPTY_JSON_OBJECT : assistant, outcome);
        call.answered = true;
        return call;
    }

    String id() {
        return created.getString("id");
    }

    String phone() {
        return CallRequest.phoneOf(created);
    }

    String attemptId() {
        return CallRequest.attemptIdOf(created);
    }

    /** The call as it was when it was accepted. */
    JsonObject created() {
        return created;
    }

    JsonObject assistant() {
        return assistant;
    }

    /** The overrides of the assistant that the request brought, maybe empty. */
    JsonObject overrides() {
        return created.get("assistantOverrides") instanceof JsonObject overrides
                ? overrides
                : JsonValue.EMPTY_JSON_OBJECT;
    }

    Outcome outcome() {
        return outcome;
    }

    /** The call as Vapi shows it now. */
    JsonObject now() {
        return now;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /** {@code null} while nobody has picked up. */
    Instant startedAt() {
        return startedAt;
    }

    /** How long to wait until so many milliseconds have passed since the call began; never negative. */
    long millisUntil(long sinceBegin) {
        return Math.max(0, sinceBegin - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos));
    }

    void ring(Instant at) {
        change(Json.object(now).add("status", "ringing"), at);
    }

    void pickUp(Instant at) {
        startedAt = at;
        change(Json.object(now).add("status", "in-progress").add("startedAt", Iso.millis(at)), at);
    }

    void end(JsonObject ending, Instant at) {
        var ended = Json.object(now);
        ending.forEach(ended::add);
        change(ended, at);
    }

    private void change(JsonObjectBuilder next, Instant at) {
        updatedAt = at;
        now = next.add("updatedAt", Iso.millis(at)).build();
    }

    void answered() {
        answered = true;
    }

    /** Whether {@code POST /call} has been answered. */
    boolean isAnswered() {
        return answered;
    }

    CompletableFuture<Void> firstWebhook() {
        return firstWebhook;
    }

    CompletableFuture<Void> lastWebhook() {
        return lastWebhook;
    }

    /** Keeps a webhook until the next one is out; {@code false} if one is kept already. */
    boolean holdBack(Webhook webhook) {
        return heldBack.compareAndSet(null, webhook);
    }

    /** The webhook kept, if any; it is not kept any longer. */
    Webhook heldBack() {
        return heldBack.getAndSet(null);
    }

    /** @param drawn asked with the first webhook: from then on the order does not change any more */
    synchronized boolean isReversed(BooleanSupplier drawn) {
        if (reversed == null) {
            reversed = drawn.getAsBoolean();
        }
        return reversed;
    }

    /** Keeps a webhook for {@link #kept()}. */
    synchronized void keep(Webhook webhook) {
        kept.push(webhook);
    }

    /** All that were kept, the newest first; they are not kept any longer. */
    synchronized List<Webhook> kept() {
        List<Webhook> all = List.copyOf(kept);
        kept.clear();
        return all;
    }

    /** Sends after everything queued before is through. */
    synchronized CompletableFuture<Void> queue(Supplier<CompletableFuture<Void>> sending) {
        webhooks = webhooks.thenCompose(before -> sending.get());
        return webhooks;
    }
}
