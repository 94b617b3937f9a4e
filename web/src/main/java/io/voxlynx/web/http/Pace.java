package io.voxlynx.web.http;

import java.time.Duration;

/**
 * How long a sender may be waited for: so much, and more with every byte that he has sent. What counts is the time that
 * is spent waiting; what we do with the bytes is not his fault.
 */
final class Pace {

    private final long atFirstNanos;
    private final double nanosPerByte;
    private long waitedNanos;
    private long received;

    Pace(Duration atFirst, long bytesPerSecond) {
        atFirstNanos = atFirst.toNanos();
        nanosPerByte = 1e9 / bytesPerSecond;
    }

    /** @return whether he is to be waited for any longer */
    boolean after(long nanos, int bytes) {
        waitedNanos += nanos;
        received += bytes;
        return waitedNanos <= atFirstNanos + received * nanosPerByte;
    }
}
