package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.shared.Queues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As many workers as a node has, and receivers of which some never answer. */
@Timeout(120)
class FairDeliveryTest {

    private static final int WORKERS = 16;
    private static final int DEAD_HOSTS = 6;
    private static final int SLOW_HOSTS = 20;
    private static final Duration SLOWNESS = Duration.ofSeconds(9);
    private static final Database DATABASE = PostgresForTests.database();

    private final String world = UUID.randomUUID().toString();
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private final CallbackDelivery delivery = new CallbackDelivery();
    private final Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();
    private final Map<String, Integer> mostBusy = new ConcurrentHashMap<>();
    private final List<UUID> heard = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore silence = new Semaphore(0);
    private final Semaphore slowness = new Semaphore(0);
    private final AtomicInteger slowAnswers = new AtomicInteger();
    /** What each worker has waited for slow answers: as long as they say, and the test not at all. */
    private final ThreadLocal<Long> waited = ThreadLocal.withInitial(() -> 0L);

    @BeforeEach
    void open() {
        delivery.book = CallbacksForTests.book();
        delivery.rounds = CallbacksForTests.rounds();
        delivery.lanes = new Lanes(() -> System.nanoTime() + waited.get());
        delivery.receivers = campaign -> Optional.empty();
        delivery.maxTries = 15;
        delivery.firstRetryMillis = 2_000;
        delivery.longestRetrySeconds = 3_600;
        delivery.sender = new CallbackSender() {
            @Override
            Duration longestTry() {
                return Duration.ofMinutes(1);
            }

            @Override
            Reply send(Callback callback) {
                return FairDeliveryTest.this.send(callback);
            }
        };
        delivery.dead = new DeadCallbacks() {
            @Override
            void announce(Callback callback) {
                // Those of other tests.
            }
        };
        delivery.queues = new Queues() {
            @Override
            public void callbacks(Collection<?> callbackIds) {
                if (!workers.isShutdown()) {
                    callbackIds.forEach(id -> workers.execute(() -> delivery.advance((UUID) id)));
                }
            }
        };
    }

    @AfterEach
    void stop() {
        silence.release(1_000_000);
        slowness.release(1_000_000);
        workers.shutdownNow();
        DATABASE.useTransaction(db -> db.createUpdate("delete from callbacks where url like :mine")
                .bind("mine", "%" + world + "%")
                .execute());
    }

    /** Before there were lanes, the first dead host took all sixteen workers. */
    @Test
    void receiversThatNeverAnswerKeepNobodyFromHearing() throws InterruptedException {
        for (int n = 0; n < DEAD_HOSTS; n++) {
            backlog("dead" + n, 500);
        }
        List<UUID> living = IntStream.range(0, 40)
                .mapToObj(n -> CallbacksForTests.added(UUID.randomUUID(), url("alive")))
                .toList();

        while (!heard.containsAll(living)) {
            delivery.sweep(500);
            // Those who wait give up now and then, as time-outs do.
            silence.release(DEAD_HOSTS);
            workers.awaitTermination(50, TimeUnit.MILLISECONDS);
        }

        assertThat(heard).doesNotHaveDuplicates();
        assertThat(mostBusy.entrySet())
                .filteredOn(host -> host.getKey().startsWith("dead"))
                .allSatisfy(host -> assertThat(host.getValue()).isLessThanOrEqualTo(Lanes.OF_ONE_HOST));
    }

    /** Before a turn ended, four hosts that answer after nine seconds had all workers for a quarter of an hour. */
    @Test
    void receiversThatAnswerSlowlyKeepNobodyFromHearing() throws InterruptedException {
        for (int n = 0; n < SLOW_HOSTS; n++) {
            backlog("slow" + n, 500);
        }
        delivery.sweep(500);
        while (busy.values().stream().mapToInt(AtomicInteger::get).sum() < WORKERS) {
            Thread.onSpinWait();
        }
        List<UUID> living = IntStream.range(0, 40)
                .mapToObj(n -> CallbacksForTests.added(UUID.randomUUID(), url("alive")))
                .toList();

        while (!heard.containsAll(living) && slowAnswers.get() < 1_000) {
            delivery.sweep(500);
            slowness.release(4);
            workers.awaitTermination(50, TimeUnit.MILLISECONDS);
        }

        // A few dozen, and more where the machine has no time for those who answer at once; without turns it is all.
        assertThat(slowAnswers).hasValueLessThan(500);
        assertThat(heard).containsAll(living);
    }

    @Test
    void oneWorkerBringsAllThatWaitsForItsHostInOrder() {
        List<UUID> subjects =
                IntStream.range(0, 20).mapToObj(n -> UUID.randomUUID()).toList();
        List<UUID> ids = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            subjects.forEach(subject -> ids.add(CallbacksForTests.added(subject, url("alive"))));
        }

        delivery.advance(ids.get(0));

        assertThat(heard).hasSize(60).doesNotHaveDuplicates();
        for (int subject = 0; subject < subjects.size(); subject++) {
            assertThat(heard).containsSubsequence(ids.get(subject), ids.get(subject + 20), ids.get(subject + 40));
        }
    }

    private Reply send(Callback callback) {
        String host = callback.host().split("\\.")[0];
        int now = busy.computeIfAbsent(host, any -> new AtomicInteger()).incrementAndGet();
        mostBusy.merge(host, now, Math::max);
        try {
            if (host.startsWith("dead")) {
                silence.acquire();
                return Reply.none("no answer");
            }
            if (host.startsWith("slow")) {
                slowness.acquire();
                waited.set(waited.get() + SLOWNESS.toNanos());
                slowAnswers.incrementAndGet();
                return Reply.answered(slowAnswers.get() % 2 == 0 ? 200 : 500);
            }
            heard.add(callback.id());
            return Reply.answered(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.none("the test is over");
        } finally {
            busy.get(host).decrementAndGet();
        }
    }

    private String url(String name) {
        return "https://" + name + "." + world + ".example/";
    }

    private void backlog(String name, int calls) {
        DATABASE.useTransaction(db ->
                db.createUpdate("""
                        insert into callbacks (id, subject_id, event, url, body)
                        select gen_random_uuid(), gen_random_uuid(), 'call.ended', :url, '{}' from generate_series(1, :calls)""").bind("url", url(name)).bind("calls", calls).execute());
    }
}
