package io.voxlynx.batch;

import io.voxlynx.upkeep.Perishable;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Stops the start where something is to be kept for less than it may be: at night nobody would read why nothing went. */
@Singleton
@Startup
public class RetentionCheck {

    @Inject
    @Any
    Instance<Perishable> perishables;

    @PostConstruct
    void check() {
        perishables.forEach(RetentionCheck::require);
    }

    static void require(Perishable kind) {
        try {
            kind.retention().atLeast(kind.leastDays());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "VoxLynx does not start; voxlynx.retention." + kind.kind() + "-days is " + e.getMessage(), e);
        }
    }
}
