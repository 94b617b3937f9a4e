package io.voxlynx.session;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.Perishable;
import io.voxlynx.upkeep.Retention;
import io.voxlynx.upkeep.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/** Events of sessions that have been over for long; as with those of calls, the database looks at them once more. */
@ApplicationScoped
class OldSessionEvents implements Perishable {

    private static final ExpiredRows ROWS =
            ExpiredRows.deletedFrom("session_events", ExpiredRows.Column.number("id"), "recorded_at", """
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
    public Slice remove(Handle db, Instant before, String after, int most) {
        db.execute("select set_config('voxlynx.purging', 'session_events', true)");
        return ROWS.remove(db, before, after, most);
    }

    @Override
    public Slice count(Handle db, Instant before, String after, int most) {
        return ROWS.count(db, before, after, most);
    }
}
