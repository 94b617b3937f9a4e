package io.voxlynx.event;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.Perishable;
import io.voxlynx.upkeep.Retention;
import io.voxlynx.upkeep.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/** Events that the broker has taken. What it has not been told yet stays, however old it is. */
@ApplicationScoped
class OldEvents implements Perishable {

    private static final ExpiredRows ROWS = ExpiredRows.deletedFrom(
            "domain_events", ExpiredRows.Column.number("position"), "occurred_at", "t.published_at < :before");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.domain-events-days", defaultValue = "30")
    Retention retention;

    @Override
    public String kind() {
        return "domain-events";
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
