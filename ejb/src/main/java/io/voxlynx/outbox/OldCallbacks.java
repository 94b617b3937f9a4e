package io.voxlynx.outbox;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.Perishable;
import io.voxlynx.upkeep.Retention;
import io.voxlynx.upkeep.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/** Callbacks that were delivered, or given up and announced. */
@ApplicationScoped
class OldCallbacks implements Perishable {

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
    public Slice remove(Handle db, Instant before, String after, int most) {
        return ROWS.remove(db, before, after, most);
    }

    @Override
    public Slice count(Handle db, Instant before, String after, int most) {
        return ROWS.count(db, before, after, most);
    }
}
