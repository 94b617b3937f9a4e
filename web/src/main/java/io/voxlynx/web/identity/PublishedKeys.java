package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.principal.ParseException;
import io.voxlynx.shared.LogLine;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.logging.Logger;

/**
 * The keys of one issuer, as they were when it was asked last. It is asked again when they have become old, behind the
 * back of the requests, and when a token names a key that is not among them, which may be a new key or an attack: so not
 * more often than the settings say, and only a few requests wait for it. Whatever the answer is, keys that are known go on.
 */
final class PublishedKeys implements Keys {

    /** Asks the issuer; what it throws is told to the operator. */
    @FunctionalInterface
    interface Source {
        KeySet read() throws IOException;
    }

    /**
     * @param old the age at which keys are asked for again
     * @param atLeast the time between two questions
     * @param answer the longest that an answer takes
     */
    record Timing(Duration old, Duration atLeast, Duration answer) {}

    private static final Logger LOG = Logger.getLogger(PublishedKeys.class.getName());

    /** Nobody can come in, so nothing is to be spared but the issuer. */
    private static final Duration WITHOUT_KEYS = Duration.ofSeconds(5);

    /** More would let strangers with invented key ids occupy all threads. */
    private static final int MOST_WAITING = 8;

    private final String issuer;
    private final Source source;
    private final Timing timing;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Semaphore places = new Semaphore(MOST_WAITING);

    private volatile KeySet keys;
    private volatile long readAt;
    // guarded by this
    private CompletableFuture<Void> question;
    private long askedAt;

    PublishedKeys(String issuer, Source source, Timing timing, Executor executor, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.source = source;
        this.timing = timing;
        this.executor = executor;
        this.nanoTime = nanoTime;
    }

    @Override
    public Verification find(Optional<String> keyId) throws ParseException {
        Optional<Verification> known = known(keyId);
        if (known.isEmpty()) {
            awaitAnswer();
            known = known(keyId);
        } else if (nanoTime.getAsLong() - readAt > timing.old().toNanos()) {
            ask();
        }
        return known.orElseThrow(() -> new ParseException("unknown key"));
    }

    @Override
    public void prepare() {
        ask();
    }

    private Optional<Verification> known(Optional<String> keyId) {
        KeySet present = keys;
        return present == null ? Optional.empty() : present.find(keyId);
    }

    private void awaitAnswer() {
        Optional<CompletableFuture<Void>> asked = ask();
        if (asked.isEmpty() || !places.tryAcquire()) {
            return;
        }
        try {
            asked.get().get(timing.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.fine(LogLine.of("No answer from %s yet", issuer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /** The question that is under way, or a new one; none if it was asked only just now. */
    private synchronized Optional<CompletableFuture<Void>> ask() {
        if (question != null && !question.isDone()) {
            return Optional.of(question);
        }
        Duration pause = keys == null && WITHOUT_KEYS.compareTo(timing.atLeast()) < 0 ? WITHOUT_KEYS : timing.atLeast();
        if (question != null && nanoTime.getAsLong() - askedAt < pause.toNanos()) {
            return Optional.empty();
        }
        askedAt = nanoTime.getAsLong();
        question = CompletableFuture.runAsync(this::read, executor);
        return Optional.of(question);
    }

    private void read() {
        try {
            keys = source.read();
            readAt = nanoTime.getAsLong();
            LOG.fine(LogLine.of("%s publishes %d keys", issuer, keys.size()));
        } catch (IOException | RuntimeException e) {
            LOG.warning(LogLine.of(
                    "The keys of the token issuer %s cannot be read (%s); %s",
                    issuer, e.toString(), keys == null ? "its tokens are refused" : "the known ones go on"));
        }
    }
}
