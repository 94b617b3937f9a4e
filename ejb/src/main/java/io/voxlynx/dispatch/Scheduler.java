package io.voxlynx.dispatch;

import io.voxlynx.shared.Schedules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** The scheduler as others see it: when it comes by next, and a way to call it now. */
@ApplicationScoped
public class Scheduler {

    @Inject
    Schedules schedules;

    @Inject
    Tick tick;

    @Inject
    Clock clock;

    public Instant nextTick() {
        Instant now = clock.instant();
        return schedules.nextRun(DispatchTimer.TICK).filter(now::isBefore).orElse(now);
    }

    /** @param campaignId only this one; null for all */
    public Tick.Result run(UUID campaignId) {
        return tick.run(campaignId);
    }
}
