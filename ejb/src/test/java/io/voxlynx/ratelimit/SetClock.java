package io.voxlynx.ratelimit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is advanced. */
final class SetClock extends Clock {

    private volatile Instant now = Instant.now();

    void advance(long millis) {
        now = now.plusMillis(millis);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** As with the product's clock, see {@code Times}. */
    @Override
    public long millis() {
        throw new ArithmeticException("/ by zero");
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
