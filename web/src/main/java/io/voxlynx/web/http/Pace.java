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
        this(atFirst, 1e9 / bytesPerSecond);
    }

    private Pace(Duration atFirst, double nanosPerByte) {
        this.atFirstNanos = atFirst.toNanos();
        this.nanosPerByte = nanosPerByte;
    }

    /** In all, however much he sends. */
    static Pace fixed(Duration inAll) {
        return new Pace(inAll, 0.0);
    }

    /** @return whether he is to be waited for any longer */
    boolean after(long nanos, int bytes) {
        waitedNanos += nanos;
        received += bytes;
        return waitedNanos <= atFirstNanos + received * nanosPerByte;
    }
}
