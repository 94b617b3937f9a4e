package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.oracle.CapHistory;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;

/**
 * Several people who give orders about the same campaigns at once, without knowing of each other. Every answer is
 * looked at: the order was carried out, or the campaign's state forbids it.
 */
final class Commanders {

    private static final int LEAST_CAP = 1;
    private static final int MOST_CAP = 30;
    private static final Duration LONGEST_THOUGHT = Duration.ofMillis(400);
    /** What a proxy says whose servers have just died. */
    private static final Set<Integer> NOBODY_THERE = Set.of(502, 503, 504);

    private final Stage stage;
    private final List<Campaign> campaigns;
    private final IntPredicate unanswerable;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger carriedOut = new AtomicInteger();
    private final AtomicInteger forbidden = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile boolean enough;

    /** They begin at once. */
    Commanders(Stage stage, List<Campaign> campaigns, int people) {
        this(stage, campaigns, people, NOBODY_THERE::contains);
    }

    /** Those who know that PostgreSQL is not always there. */
    static Commanders whoExpectTrouble(Stage stage, List<Campaign> campaigns, int people) {
        return new Commanders(stage, campaigns, people, status -> status >= 500);
    }

    private Commanders(Stage stage, List<Campaign> campaigns, int people, IntPredicate unanswerable) {
        this.stage = stage;
        this.unanswerable = unanswerable;
        this.campaigns = List.copyOf(campaigns);
        campaigns.forEach(campaign -> stage.of(campaign).mayBeCanceled());
        for (int i = 0; i < people; i++) {
            Random random = new Random(stage.random().nextLong());
            Thread thread = new Thread(() -> command(random), "commander-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void command(Random random) {
        try {
            while (!enough) {
                Campaign campaign = campaigns.get(random.nextInt(campaigns.size()));
                try {
                    giveOrder(campaign, random);
                } catch (UncheckedIOException nobodyAnswered) {
                    unanswered.incrementAndGet();
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt((int) LONGEST_THOUGHT.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private void giveOrder(Campaign campaign, Random random) {
        int draw = random.nextInt(100);
        if (draw < 30) {
            judge(campaign.move("pause"));
        } else if (draw < 65) {
            judge(campaign.move("resume"));
        } else if (draw < 66) {
            judge(campaign.move("cancel"));
        } else {
            changeCap(campaign, LEAST_CAP + random.nextInt(MOST_CAP));
        }
    }

    private void changeCap(Campaign campaign, int cap) {
        CapHistory caps = stage.of(campaign).caps();
        Instant asked = Instant.now();
        Answer answer;
        try {
            answer = campaign.changeCap(cap);
        } catch (UncheckedIOException e) {
            caps.perhapsChanged(cap, asked);
            throw e;
        }
        if (answer.status() == 200) {
            caps.changed(cap, asked, Instant.now());
        } else if (answer.status() != 409) {
            caps.perhapsChanged(cap, asked);
        }
        judge(answer);
    }

    private void judge(Answer answer) {
        if (answer.status() == 200) {
            carriedOut.incrementAndGet();
        } else if (answer.status() == 409 && namesTheState(answer)) {
            forbidden.incrementAndGet();
        } else if (unanswerable.test(answer.status())) {
            unanswered.incrementAndGet();
        } else {
            stage.finding("an order was answered with " + answer);
        }
    }

    private static boolean namesTheState(Answer answer) {
        return answer.error().toString().contains("status");
    }

    /** Returns when all have finished; says how many orders there were. */
    void dismiss() throws InterruptedException {
        enough = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        stage.note(carriedOut + " orders carried out, " + forbidden + " forbidden, " + unanswered + " unanswered");
        if (carriedOut.get() == 0) {
            stage.finding("no order was carried out");
        }
    }

    /** Whoever was paused last would wait for ever. */
    static void resumeAll(Stage stage, List<Campaign> campaigns) throws InterruptedException {
        for (Campaign campaign : campaigns) {
            stage.await("a resumed campaign", () -> {
                Campaign.Progress now = campaign.progress();
                if (now.status().equals("PAUSED")) {
                    campaign.move("resume");
                }
                return now.isOver() || !now.status().equals("PAUSED");
            });
        }
    }
}
