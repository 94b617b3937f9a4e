package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.ws.rs.container.AsyncResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwaitTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Object> answered = new CompletableFuture<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Await await = new Await();

    @BeforeEach
    void schedule() {
        await.executor = forward(ManagedScheduledExecutorService.class, threads);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void answersAtOnceWhatIsSettledAlready() {
        await.answer(response(), LONG, looks::incrementAndGet, seen -> true, seen -> "seen " + seen);
        assertThat(answered).isCompletedWithValue("seen 1");
    }

    @Test
    void answersAsSoonAsItSettles() {
        await.answer(response(), LONG, looks::incrementAndGet, seen -> seen == 3, seen -> "seen " + seen);
        assertThat(answered).isNotDone();
        assertThat(answered).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("seen 3");
    }

    @Test
    void answersWhatItSawLastWhenTimeIsUp() {
        long start = System.nanoTime();
        await.answer(response(), Duration.ofMillis(200), looks::incrementAndGet, seen -> false, seen -> "late");
        assertThat(answered).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("late");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void answersWithWhatALookThrows() {
        IllegalStateException failure = new IllegalStateException();
        await.answer(
                response(),
                LONG,
                () -> {
                    throw failure;
                },
                seen -> false,
                seen -> seen);
        assertThat(answered).isCompletedWithValue(failure);
    }

    @Test
    void stopsLookingWhenSomebodyElseHasAnswered() throws InterruptedException {
        AsyncResponse response = response();
        await.answer(response, LONG, looks::incrementAndGet, seen -> false, seen -> seen);
        response.resume("elsewhere");
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(looks).hasValue(1);
    }

    private AsyncResponse response() {
        return (AsyncResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AsyncResponse.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "resume" -> answered.complete(arguments[0]);
                    case "isDone" -> answered.isDone();
                    case "isCancelled" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> T forward(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                AwaitTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.invoke(target, arguments)));
    }
}
