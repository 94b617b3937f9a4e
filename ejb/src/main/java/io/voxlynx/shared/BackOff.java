package io.voxlynx.shared;

import java.time.Duration;
import java.util.List;

/** The pauses between the tries of one order to a provider: 1 s, 4 s, 10 s, then no more. */
public final class BackOff {

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(10));

    /** @param triesMade from 1 */
    public static boolean isExhaustedAfter(int triesMade) {
        return triesMade > PAUSES.size();
    }

    /** The pause after this many tries; longer where the provider asked for it. */
    public static Duration after(int triesMade, Duration asked) {
        Duration pause = PAUSES.get(Math.min(triesMade, PAUSES.size()) - 1);
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }

    private BackOff() {}
}
