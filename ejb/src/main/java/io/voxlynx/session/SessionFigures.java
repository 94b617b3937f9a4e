package io.voxlynx.session;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Sessions in figures.
 *
 * @param conversations those that had started and are over
 * @param durationSeconds of the conversations together
 * @param sessionsToday created on this UTC day
 * @param transcriptsToday entries that arrived on this UTC day
 */
public record SessionFigures(
        long sessions, long conversations, BigDecimal durationSeconds, long sessionsToday, long transcriptsToday) {

    /** Seconds, zero where there was none yet. */
    public BigDecimal averageDuration() {
        return conversations == 0
                ? BigDecimal.ZERO
                : durationSeconds.divide(BigDecimal.valueOf(conversations), 3, RoundingMode.HALF_UP);
    }
}
