package io.voxlynx.sandbox.vapi;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Named threads that do not keep the process alive. */
final class Threads {
    private Threads() {}

    static ThreadFactory daemons(String prefix) {
        var count = new AtomicInteger();
        return work -> {
            var thread = new Thread(work, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
