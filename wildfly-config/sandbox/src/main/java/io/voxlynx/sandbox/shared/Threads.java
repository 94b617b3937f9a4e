package io.voxlynx.sandbox.shared;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Named threads that do not keep the process alive. */
public final class Threads {
    private Threads() {}

    public static ThreadFactory daemons(String prefix) {
        var count = new AtomicInteger();
        return work -> {
            var thread = new Thread(work, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
