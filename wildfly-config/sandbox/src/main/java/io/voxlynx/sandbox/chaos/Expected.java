package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.oracle.CapHistory;
import io.voxlynx.sandbox.oracle.Trial;
import java.util.UUID;

/** What a scenario knows from outside about one of its campaigns, for the verdict. */
final class Expected {

    private final CapHistory caps = new CapHistory();
    private volatile boolean mayBeCanceled;
    private volatile double utilisation;

    Expected(int cap) {
        caps.begin(cap);
    }

    CapHistory caps() {
        return caps;
    }

    /** Somebody may order it. */
    void mayBeCanceled() {
        mayBeCanceled = true;
    }

    /** @param least mean active / cap while contacts remain, 0 to 1 */
    void utilisation(double least) {
        utilisation = least;
    }

    Trial trial(UUID campaign, long mayNotRing) {
        return new Trial(campaign, caps, Chaos.PROVIDER_CAP, utilisation, mayBeCanceled, mayNotRing);
    }
}
