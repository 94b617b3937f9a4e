package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Api;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** People and cron jobs who go on using the product, each request once, and notice when one is not answered. */
final class Visitors implements AutoCloseable {

    private static final int AT_ONCE = 3;
    private static final long PAUSE_MILLIS = 40;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<String> first = new AtomicReference<>();

    private Visitors() {}

    /** @param path what the operator looks at */
    static Visitors of(Api operator, Api scheduler, String path) {
        Visitors visitors = new Visitors();
        visitors.keepAsking(() -> operator.get(path).require(200));
        visitors.keepAsking(() -> operator.get("/api/campaigns").require(200));
        visitors.keepAsking(() -> scheduler.post("/api/scheduler/tick").require(200));
        return visitors;
    }

    private void keepAsking(Runnable question) {
        threads.scheduleWithFixedDelay(() -> ask(question), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask(Runnable question) {
        try {
            question.run();
            answered.incrementAndGet();
        } catch (RuntimeException e) {
            // what it was is the finding
            if (!threads.isShutdown()) {
                failed.incrementAndGet();
                first.compareAndSet(null, e.getMessage());
            }
        }
    }

    int answered() {
        return answered.get();
    }

    int failed() {
        return failed.get();
    }

    Optional<String> firstFailure() {
        return Optional.ofNullable(first.get());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
