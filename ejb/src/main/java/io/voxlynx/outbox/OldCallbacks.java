package io.voxlynx.outbox;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Callbacks that were delivered, or given up and announced. */
@ApplicationScoped
class OldCallbacks implements PerishableRows {

    private static final ExpiredRows ROWS =
            ExpiredRows.deletedFrom("callbacks", ExpiredRows.Column.uuid("id"), "created_at", """
            t.state in ('DELIVERED', 'DEAD') and t.due_at is null and t.finished_at < :before""");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.callbacks-days", defaultValue = "90")
    Retention retention;

    @Override
    public String kind() {
        return "callbacks";
    }

    @Override
    public Retention retention() {
        return retention;
    }

    @Override
    public ExpiredRows rows() {
        return ROWS;
    }
}
