package io.voxlynx.session;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Events of sessions that have been over for long; as with those of calls, the database looks at them once more. */
@ApplicationScoped
class OldSessionEvents implements PerishableRows {

    private static final ExpiredRows ROWS =
            ExpiredRows.deletedFromAppendOnly("session_events", ExpiredRows.Column.number("id"), "recorded_at", """
            t.recorded_at < :before and exists (select from sessions s
                where s.id = t.session_id and s.status in ('COMPLETED', 'FAILED') and s.due_at is null
                    and s.last_event_at < :before)""");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.session-events-days", defaultValue = "365")
    Retention retention;

    @Override
    public String kind() {
        return "session-events";
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
