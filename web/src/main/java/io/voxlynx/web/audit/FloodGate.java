package io.voxlynx.web.audit;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/** Lets through so much of everybody in a minute; of this node only, because a bound that is exact would cost more. */
final class FloodGate {

    static final int MOST_A_MINUTE = 300;

    /** Beyond so many at once they are counted together: remembering each would be a flood of its own. */
    static final int MOST_TOLD_APART = 10_000;

    private static final Logger LOG = Logger.getLogger(FloodGate.class.getName());
    private static final String EVERYBODY_ELSE = "everybody else";

    private Minute present = new Minute(0);

    boolean lets(String who, Instant now) {
        int nth = of(now.getEpochSecond() / 60).count(who);
        if (nth == MOST_A_MINUTE + 1) {
            LOG.warning("More refusals in a minute than are written to the audit log");
        }
        return nth <= MOST_A_MINUTE;
    }

    boolean isFirst(String who, Instant now) {
        return of(now.getEpochSecond() / 60).count(who) == 1;
    }

    private synchronized Minute of(long number) {
        if (present.number != number) {
            present = new Minute(number);
        }
        return present;
    }

    private record Minute(long number, Map<String, Integer> counts) {

        Minute(long number) {
            this(number, new ConcurrentHashMap<>());
        }

        int count(String who) {
            boolean known = counts.containsKey(who) || counts.size() < MOST_TOLD_APART;
            return counts.merge(known ? who : EVERYBODY_ELSE, 1, Integer::sum);
        }
    }
}
