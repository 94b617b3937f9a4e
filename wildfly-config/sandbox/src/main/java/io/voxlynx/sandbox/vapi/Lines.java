package io.voxlynx.sandbox.vapi;

import java.util.concurrent.atomic.AtomicInteger;

/** The lines of the organisation. One is held from the acceptance of a call until it has ended. */
final class Lines {
    private final AtomicInteger held = new AtomicInteger();

    /** Takes a line if fewer than {@code limit} are held, in one step. */
    boolean take(int limit) {
        int before = held.getAndUpdate(now -> now < limit ? now + 1 : now);
        return before < limit;
    }

    void free() {
        held.decrementAndGet();
    }

    int held() {
        return held.get();
    }
}
