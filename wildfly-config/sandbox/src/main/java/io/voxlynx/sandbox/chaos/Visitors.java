package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Campaign;
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

    /** Whom the proxy sends to any node. */
    static Visitors of(Stage stage, Campaign campaign) {
        Api anonymous = Api.of(stage.platform().baseUrl());
        Api operator = anonymous.as(stage.platform().sandbox().token("chaos-operator", "operator"));
        Api scheduler = anonymous.as(stage.platform().secrets().scheduler());
        String path = campaign.path();
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

    /**
     * What came of their requests until now.
     *
     * @throws Overdue if one was answered otherwise than it should, or not at all
     */
    void report(Stage stage) {
        stage.note(answered + " requests answered meanwhile");
        if (answered.get() == 0) {
            stage.finding("no request was answered");
        }
        if (failed.get() > 0) {
            throw new Overdue("answers to " + failed + " requests, the first of which got " + first);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
