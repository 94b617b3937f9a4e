package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch hung = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();

    @AfterEach
    void end() {
        hung.countDown();
        threads.shutdownNow();
    }

    @Test
    void tellsTheAnswer() {
        Probe<String> probe = new Probe<>("test", LONG, threads, () -> "well");

        assertThat(probe.ask().orElseThrow().value()).isEqualTo("well");
    }

    @Test
    void aFailureIsNoAnswer() {
        Probe<String> probe = new Probe<>("test", LONG, threads, () -> {
            throw new IllegalStateException("away");
        });

        assertThat(probe.ask()).isEmpty();
    }

    @Test
    void whatHangsIsNotWaitedForAndNotAskedAgain() {
        Probe<Integer> probe = new Probe<>("test", SHORT, threads, this::hang);

        assertThat(probe.ask()).isEmpty();
        assertThat(probe.ask()).isEmpty();
        assertThat(probe.ask()).isEmpty();

        await().untilAtomic(questions, is(1));
    }

    @Test
    void isAskedAnewAfterThereWasNoThreadForIt() {
        AtomicInteger refused = new AtomicInteger();
        Probe<String> probe = new Probe<>(
                "test",
                LONG,
                work -> {
                    if (refused.getAndIncrement() == 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    threads.execute(work);
                },
                () -> "well");

        assertThat(probe.ask()).isEmpty();
        assertThat(probe.ask().orElseThrow().value()).isEqualTo("well");
    }

    @Test
    void isAskedAnewWhenItNoLongerHangs() {
        Probe<Integer> probe = new Probe<>("test", SHORT, threads, this::hang);
        assertThat(probe.ask()).isEmpty();
        await().untilAtomic(questions, is(1));

        hung.countDown();

        await().until(() -> probe.ask().isPresent());
        assertThat(questions.get()).isGreaterThan(1);
    }

    private int hang() throws InterruptedException {
        int question = questions.incrementAndGet();
        hung.await();
        return question;
    }
}
