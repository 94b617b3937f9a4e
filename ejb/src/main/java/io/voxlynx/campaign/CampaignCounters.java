package io.voxlynx.campaign;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** What the campaign's row counts, and what follows from it. Costs in USD, talk time in seconds. */
public record CampaignCounters(
        int totalContacts,
        int claimedContacts,
        int activeCalls,
        int ended,
        int failed,
        int canceled,
        int timedOut,
        int successful,
        int costed,
        BigDecimal totalCost,
        int timed,
        BigDecimal totalTalkSeconds) {

    /** Calls that are over, whatever became of them. */
    public int completedCalls() {
        return ended + failed + canceled + timedOut;
    }

    /** Successful among the completed, 0 to 1; 0 before the first. */
    public BigDecimal successRate() {
        return completedCalls() == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(successful).divide(BigDecimal.valueOf(completedCalls()), 4, RoundingMode.HALF_UP);
    }

    /** Over the calls whose cost is known; 0 before the first. */
    public BigDecimal averageCost() {
        return costed == 0 ? BigDecimal.ZERO : totalCost.divide(BigDecimal.valueOf(costed), 6, RoundingMode.HALF_UP);
    }

    /** Over the calls whose duration is known, in seconds; 0 before the first. */
    public BigDecimal averageDuration() {
        return timed == 0
                ? BigDecimal.ZERO
                : totalTalkSeconds
                        .divide(BigDecimal.valueOf(timed), MathContext.DECIMAL64)
                        .setScale(3, RoundingMode.HALF_UP);
    }
}
