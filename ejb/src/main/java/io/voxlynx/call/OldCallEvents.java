package io.voxlynx.call;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Events of calls that have been over for long: what they came to stands in the call. The database, which takes nothing
 * but appends, lets go only what this transaction has named, and looks at it once more. */
@ApplicationScoped
class OldCallEvents implements PerishableRows {

    private static final ExpiredRows ROWS =
            ExpiredRows.deletedFromAppendOnly("call_events", ExpiredRows.Column.number("id"), "recorded_at", """
            t.recorded_at < :before and exists (select from calls c
                where c.id = t.call_id and not c.slot_held and coalesce(c.last_event_at, c.queued_at) < :before)""");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.call-events-days", defaultValue = "365")
    Retention retention;

    @Override
    public String kind() {
        return "call-events";
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
