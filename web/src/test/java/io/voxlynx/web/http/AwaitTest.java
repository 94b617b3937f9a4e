package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.trace.Trace;
import jakarta.ws.rs.container.AsyncResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.MDC;
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
        await.executor = threads;
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
        AtomicBoolean settled = new AtomicBoolean();
        await.answer(response(), LONG, looks::incrementAndGet, seen -> settled.get(), seen -> "seen");
        assertThat(answered).isNotDone();
        settled.set(true);
        assertThat(answered).succeedsWithin(LONG).isEqualTo("seen");
        assertThat(looks).hasValueGreaterThan(1);
    }

    @Test
    void answersWhatItSawLastWhenTimeIsUp() {
        long start = System.nanoTime();
        await.answer(response(), Duration.ofMillis(200), looks::incrementAndGet, seen -> false, seen -> "late");
        assertThat(answered).succeedsWithin(LONG).isEqualTo("late");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    /** Whoever made the thread. */
    @Test
    void looksAreInTheNameOfTheirOwnRequest() throws Exception {
        threads.submit(() -> MDC.put(Trace.REQUEST_ID, "another's")).get();
        List<Object> names = new CopyOnWriteArrayList<>();
        MDC.put(Trace.REQUEST_ID, "mine");
        try {
            await.answer(
                    response(),
                    LONG,
                    () -> names.add(MDC.get(Trace.REQUEST_ID)),
                    seen -> names.size() == 3,
                    seen -> seen);
        } finally {
            MDC.remove(Trace.REQUEST_ID);
        }

        assertThat(answered).succeedsWithin(LONG);
        assertThat(names).containsExactly("mine", "mine", "mine");
        assertThat(threads.submit(() -> MDC.get(Trace.REQUEST_ID)).get()).isNull();
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
    void stopsLookingWhenSomebodyElseHasAnswered() {
        List<Runnable> later = new ArrayList<>();
        await.executor = proxy(ScheduledExecutorService.class, (proxy, method, arguments) -> {
            later.add((Runnable) arguments[0]);
            return null;
        });
        AsyncResponse response = response();
        await.answer(response, LONG, looks::incrementAndGet, seen -> false, seen -> seen);
        response.resume("elsewhere");
        assertThat(later).hasSize(1);
        later.get(0).run();
        assertThat(looks).hasValue(1);
        assertThat(later).hasSize(1);
    }

    private AsyncResponse response() {
        return proxy(AsyncResponse.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "resume" -> answered.complete(arguments[0]);
            case "isDone" -> answered.isDone();
            case "isCancelled" -> false;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(AwaitTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
