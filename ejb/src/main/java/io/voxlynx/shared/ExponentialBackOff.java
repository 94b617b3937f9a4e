package io.voxlynx.shared;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double from try to try, up to a longest one, ± 20 % so that what failed together does not return together. */
public record ExponentialBackOff(Duration first, Duration longest) {

    private static final double JITTER = 0.2;
    /** More doublings than any pause has; keeps the power finite. */
    private static final int MOST_DOUBLINGS = 40;

    /** The pause after this many tries, counted from 1. */
    public Duration after(int tries) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(tries - 1, MOST_DOUBLINGS));
        double jitter = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        return Duration.ofMillis((long) (Math.min(doubled, longest.toMillis()) * jitter));
    }

    /** The same; longer where the other side asked for it, but never than the longest pause. */
    public Duration after(int tries, Duration asked) {
        Duration pause = after(tries);
        if (asked == null || asked.compareTo(pause) <= 0) {
            return pause;
        }
        return asked.compareTo(longest) < 0 ? asked : longest;
    }
}
