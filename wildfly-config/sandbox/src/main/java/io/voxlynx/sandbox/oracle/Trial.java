package io.voxlynx.sandbox.oracle;

import java.util.UUID;

/**
 * A campaign to be judged, and what is known about it from outside.
 *
 * @param caps when its cap was what; empty where it never changed
 * @param providerCap lines over all campaigns
 * @param leastUtilisation what mean active / cap must reach while contacts remain, 0 to 1; with 0, I7 is not judged
 * @param mayBeCanceled whether somebody has ordered it
 * @param mayNotRing calls that may be over without their phone having rung: those that a fault met on their way
 */
public record Trial(
        UUID campaignId,
        CapHistory caps,
        int providerCap,
        double leastUtilisation,
        boolean mayBeCanceled,
        long mayNotRing) {

    public Trial(UUID campaignId, int providerCap, double leastUtilisation) {
        this(campaignId, new CapHistory(), providerCap, leastUtilisation, false, Long.MAX_VALUE);
    }
}
