package io.voxlynx.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The database's time, told without asking it: from what it said last, and a counter of nanoseconds that nobody sets.
 * So all nodes mean the same by now, however wrong their own clocks are; before the first word from the database, it
 * is the node's own.
 */
final class DatabaseClock extends Clock {

    private final Clock fallback;
    private final LongSupplier nanos;
    private volatile Told told;

    DatabaseClock(Clock fallback, LongSupplier nanos) {
        this.fallback = fallback;
        this.nanos = nanos;
    }

    private record Told(Instant time, long at) {}

    /** @param asked the counter when the question left, which has now been answered */
    void tell(Instant time, long asked) {
        long answered = nanos.getAsLong();
        told = new Told(time, asked + (answered - asked) / 2);
    }

    /** How far the node's own clock is ahead of the database's; negative behind. */
    Duration nodeIsAheadBy() {
        return Duration.between(instant(), fallback.instant());
    }

    @Override
    public Instant instant() {
        Told last = told;
        Instant now = last == null ? fallback.instant() : last.time.plusNanos(nanos.getAsLong() - last.at);
        // As the database keeps them.
        return now.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Times are UTC here");
    }
}
