package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.principal.ParseException;
import io.voxlynx.shared.LogLine;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The keys of one issuer, as they were when it was asked last. It is asked again when they have become old, behind the
 * back of the requests, and when a token names a key that is not among them, which may be a new key or an attack: so not
 * more often than the settings say, and only a few requests wait for it. Whatever the answer is, keys that are known go on,
 * for a day: an issuer that cannot be reached cannot withdraw a stolen one either.
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

    private static final Duration LONGEST_WITHOUT_ISSUER = Duration.ofHours(24);

    /** More would let strangers with invented key ids occupy all threads. */
    private static final int MOST_WAITING = 8;

    private final String issuer;
    private final Source source;
    private final Timing timing;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Semaphore places = new Semaphore(MOST_WAITING);

    private volatile Reading latest;
    // guarded by this
    private Question question;

    /** @param number of the question that it answers */
    private record Reading(KeySet keys, long number, long at) {}

    /** @param number higher than those of all questions before it */
    private record Question(long number, long at, CompletableFuture<Void> done) {}

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
        } else if (age(latest).compareTo(timing.old()) > 0) {
            ask();
        }
        return known.orElseThrow(() -> new ParseException("unknown key"));
    }

    @Override
    public void prepare() {
        ask();
    }

    private Optional<Verification> known(Optional<String> keyId) {
        return usable().flatMap(keys -> keys.find(keyId));
    }

    private Optional<KeySet> usable() {
        return Optional.ofNullable(latest)
                .filter(reading -> age(reading).compareTo(LONGEST_WITHOUT_ISSUER) <= 0)
                .map(Reading::keys);
    }

    private Duration age(Reading reading) {
        return since(reading.at());
    }

    private Duration since(long moment) {
        return Duration.ofNanos(nanoTime.getAsLong() - moment);
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
        boolean open = question != null && !question.done().isDone();
        if (open && since(question.at()).compareTo(timing.answer()) <= 0) {
            return Optional.of(question.done());
        }
        Duration pause =
                usable().isEmpty() && WITHOUT_KEYS.compareTo(timing.atLeast()) < 0 ? WITHOUT_KEYS : timing.atLeast();
        if (question != null && since(question.at()).compareTo(pause) < 0) {
            return Optional.empty();
        }
        if (open) {
            tell("no answer in time");
        }
        long number = question == null ? 1 : question.number() + 1;
        Question asked = new Question(number, nanoTime.getAsLong(), new CompletableFuture<>());
        question = asked;
        try {
            executor.execute(() -> answer(asked));
        } catch (RejectedExecutionException e) {
            tell(e.toString());
            asked.done().complete(null);
        }
        return Optional.of(asked.done());
    }

    private void answer(Question asked) {
        try {
            if (!isOvertaken(asked)) {
                take(source.read(), asked);
            }
        } catch (IOException | RuntimeException e) {
            tell(e.toString());
        } finally {
            asked.done().complete(null);
        }
    }

    /** A later question has its answer; what this one brings may be keys that have been withdrawn since. */
    private boolean isOvertaken(Question asked) {
        return latest != null && latest.number() > asked.number();
    }

    private synchronized void take(KeySet keys, Question asked) {
        if (!isOvertaken(asked)) {
            latest = new Reading(keys, asked.number(), nanoTime.getAsLong());
            LOG.fine(LogLine.of("%s publishes %d keys", issuer, keys.size()));
        }
    }

    private void tell(String why) {
        boolean goesOn = usable().isPresent();
        LOG.log(
                goesOn ? Level.WARNING : Level.SEVERE,
                LogLine.of(
                        "The keys of the token issuer %s cannot be read (%s); %s",
                        issuer, why, goesOn ? "the known ones go on" : "its tokens are refused"));
    }
}
