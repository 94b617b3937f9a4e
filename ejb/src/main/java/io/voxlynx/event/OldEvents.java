package io.voxlynx.event;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Events that the broker has taken. What it has not been told yet stays, however old it is. */
@ApplicationScoped
class OldEvents implements PerishableRows {

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
    public ExpiredRows rows() {
        return ROWS;
    }
}
