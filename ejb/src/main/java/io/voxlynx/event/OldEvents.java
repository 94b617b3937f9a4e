package io.voxlynx.event;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Events that the broker of every node has taken. What a node has not told yet stays for as long as its broker would have
 * kept it; for a node that does not come back, no longer.
 */
@ApplicationScoped
class OldEvents implements PerishableRows {

    @Inject
    @ConfigProperty(name = "voxlynx.retention.domain-events-days", defaultValue = "30")
    Retention retention;

    @Inject
    @ConfigProperty(name = "voxlynx.event.time-to-live-days", defaultValue = "7")
    int timeToLiveDays;

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
        return ExpiredRows.deletedFrom(
                "domain_events", ExpiredRows.Column.number("position"), "occurred_at", """
                        t.sequence is not null and t.occurred_at < :before
                        and (t.sequence <= (select min(sequence) from event_relays)
                            or t.occurred_at < clock_timestamp() - make_interval(days => %d))""".formatted(timeToLiveDays));
    }
}
