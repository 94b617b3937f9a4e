package io.voxlynx.audit;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets through so much of everybody in a minute, and so much of all together; of this node only, because a bound that is
 * exact would cost more.
 */
final class FloodGate {

    /** Beyond so many at once they are counted together: remembering each would be a flood of its own. */
    static final int MOST_TOLD_APART = 10_000;

    private final int mostOfOne;
    private final int mostOfAll;
    private Minute present = new Minute(0);

    FloodGate(int mostOfOne, int mostOfAll) {
        this.mostOfOne = mostOfOne;
        this.mostOfAll = mostOfAll;
    }

    boolean lets(String who, Instant now) {
        Minute minute = of(now.getEpochSecond() / 60);
        return minute.count(who) <= mostOfOne && minute.through.incrementAndGet() <= mostOfAll;
    }

    private synchronized Minute of(long number) {
        if (present.number != number) {
            present = new Minute(number);
        }
        return present;
    }

    private record Minute(long number, Map<String, Integer> counts, AtomicInteger others, AtomicInteger through) {

        Minute(long number) {
            this(number, new ConcurrentHashMap<>(), new AtomicInteger(), new AtomicInteger());
        }

        int count(String who) {
            boolean toldApart = counts.containsKey(who) || counts.size() < MOST_TOLD_APART;
            return toldApart ? counts.merge(who, 1, Integer::sum) : others.incrementAndGet();
        }
    }
}
