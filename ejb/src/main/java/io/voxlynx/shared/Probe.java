package io.voxlynx.shared;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;

/**
 * A question that may hang, for longer than anybody wants to wait. There is one at a time, whoever asks meanwhile shares
 * its answer: what hangs for minutes takes one thread and one connection, however many ask.
 */
public final class Probe<T> {

    private static final Logger LOG = Logger.getLogger(Probe.class.getName());

    private final String name;
    private final Duration limit;
    private final Executor executor;
    private final Callable<T> question;
    private Flight<T> flight;
    private boolean silent;

    /** @param name for the log, e.g. {@code database} */
    public Probe(String name, Duration limit, Executor executor, Callable<T> question) {
        this.name = name;
        this.limit = limit;
        this.executor = executor;
        this.question = question;
    }

    public record Answer<T>(T value, long millis) {}

    private record Flight<T>(long begun, CompletableFuture<Answer<T>> landing) {}

    /** Empty if the answer is late, or was a failure. */
    public Optional<Answer<T>> ask() {
        Flight<T> asked = begun();
        try {
            long left = limit.toNanos() - (System.nanoTime() - asked.begun);
            Answer<T> answer = asked.landing.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
            note(null);
            return Optional.of(answer);
        } catch (TimeoutException e) {
            note("no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            note(e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private synchronized Flight<T> begun() {
        if (flight == null || flight.landing.isDone()) {
            flight = new Flight<>(System.nanoTime(), new CompletableFuture<>());
            Flight<T> begun = flight;
            try {
                executor.execute(() -> fly(begun));
            } catch (RuntimeException | Error e) {
                // Without a thread as without an answer: whoever asks next begins anew.
                begun.landing.completeExceptionally(e);
            }
        }
        return flight;
    }

    private void fly(Flight<T> begun) {
        try {
            T value = question.call();
            begun.landing.complete(new Answer<>(
                    value, Duration.ofNanos(System.nanoTime() - begun.begun).toMillis()));
        } catch (Exception | Error e) {
            // Whatever it was: nobody may wait for an answer that does not come.
            begun.landing.completeExceptionally(e);
        }
    }

    /** Said once, and once more when it is over; who asks may come every second. */
    private synchronized void note(String failure) {
        if (failure != null && !silent) {
            LOG.warning(LogLine.of("No word from the %s: %s", name, failure));
        } else if (failure == null && silent) {
            LOG.info(LogLine.of("The %s answers again", name));
        }
        silent = failure != null;
    }
}
