package io.voxlynx.sandbox.vapi;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lets so many asynchronous works run at once; the others wait in order, without a thread. */
final class Turnstile {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    Turnstile(int width) {
        free = width;
    }

    /** Starts the work now or later. What it completes with, the result completes with. */
    <T> CompletableFuture<T> pass(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable start = () -> work.get().whenComplete((value, failure) -> {
            leave();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
        synchronized (this) {
            if (free == 0) {
                waiting.add(start);
                return result;
            }
            free--;
        }
        start.run();
        return result;
    }

    private void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.run();
    }
}
