package io.voxlynx.sandbox.oracle;

import java.util.UUID;

/**
 * A campaign to be judged, and what is known about it from outside.
 *
 * @param caps when its cap was what; empty where it never changed
 * @param providerCap lines over all campaigns
 * @param leastUtilisation what mean active / cap must reach while contacts remain, 0 to 1
 * @param promised whether phones must have rung and webhooks been answered
 */
public record Trial(UUID campaignId, CapHistory caps, int providerCap, double leastUtilisation, boolean promised) {

    public Trial(UUID campaignId, int providerCap, double leastUtilisation) {
        this(campaignId, new CapHistory(), providerCap, leastUtilisation, true);
    }
}
