package io.voxlynx.session;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What was said in sessions that have been over for long, unless it is just being analysed. What the analysis made of it
 * stays, and so does the number of entries in the figures. */
@ApplicationScoped
class OldTranscripts implements PerishableRows {

    private static final ExpiredRows ROWS =
            ExpiredRows.deletedFrom("transcripts", ExpiredRows.Column.number("id"), "created_at", """
            t.created_at < :before
            and exists (select from sessions s where s.id = t.session_id and s.status in ('COMPLETED', 'FAILED')
                and coalesce(s.ended_at, s.last_event_at) < :before)
            and not exists (select from analyses a where a.session_id = t.session_id
                and a.state in ('PENDING', 'RUNNING'))""");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.transcripts-days", defaultValue = "365")
    Retention retention;

    @Override
    public String kind() {
        return "transcripts";
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
