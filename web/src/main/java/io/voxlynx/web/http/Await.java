package io.voxlynx.web.http;

import io.voxlynx.trace.Trace;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.AsyncResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/**
 * Holds an answer back until something has happened or time is up, by looking again and again; between looks no thread
 * waits. Looks run without a request: take the caller and the parameters beforehand.
 */
@ApplicationScoped
public class Await {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** Looks are short, and few wait at a time. */
    private static final int LOOKING_AT_ONCE = 4;

    @Resource
    ManagedThreadFactory threads;

    ScheduledExecutorService executor;

    /**
     * Not the server's executor: while it is suspended, as before a graceful stop, that drops what is to be done, and the
     * stop would wait for answers that never come.
     */
    @PostConstruct
    void begin() {
        executor = Executors.newScheduledThreadPool(LOOKING_AT_ONCE, threads);
    }

    @PreDestroy
    void end() {
        executor.shutdownNow();
    }

    /**
     * @param look a short question, usually one query; what it throws becomes the answer
     * @param settled whether what was seen ends the waiting
     * @param answer makes the answer from what was seen last, settled or not
     */
    public <T> void answer(
            AsyncResponse response, Duration atMost, Supplier<T> look, Predicate<T> settled, Function<T, ?> answer) {
        new Waiting<>(response, System.nanoTime() + atMost.toNanos(), look, settled, answer).lookAndGoOn(FIRST_PAUSE);
    }

    private class Waiting<T> {

        private final AsyncResponse response;
        private final long deadlineNanos;
        private final Supplier<T> look;
        private final Predicate<T> settled;
        private final Function<T, ?> answer;
        private final Object requestId = MDC.get(Trace.REQUEST_ID);

        Waiting(
                AsyncResponse response,
                long deadlineNanos,
                Supplier<T> look,
                Predicate<T> settled,
                Function<T, ?> answer) {
            this.response = response;
            this.deadlineNanos = deadlineNanos;
            this.look = look;
            this.settled = settled;
            this.answer = answer;
        }

        void lookAndGoOn(Duration pause) {
            if (response.isDone() || response.isCancelled()) {
                return;
            }
            try {
                T seen = look.get();
                long leftNanos = deadlineNanos - System.nanoTime();
                if (settled.test(seen) || leftNanos <= 0) {
                    response.resume(answer.apply(seen));
                } else {
                    lookLater(pause, leftNanos);
                }
            } catch (RuntimeException e) {
                response.resume(e);
            }
        }

        private void lookLater(Duration pause, long leftNanos) {
            Duration next = pause.multipliedBy(2);
            executor.schedule(
                    () -> lookInItsName(next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE),
                    Math.min(pause.toNanos(), leftNanos),
                    TimeUnit.NANOSECONDS);
        }

        /** Threads take over the log's context of whoever made them. */
        private void lookInItsName(Duration pause) {
            MDC.remove(Trace.ID);
            MDC.remove(Trace.REQUEST_ID);
            if (requestId != null) {
                MDC.put(Trace.REQUEST_ID, requestId);
            }
            try {
                lookAndGoOn(pause);
            } finally {
                MDC.remove(Trace.REQUEST_ID);
            }
        }
    }
}
