package io.voxlynx.call;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The words of calls that have been over for long. The call stays, with its summary and the link to its recording. */
@ApplicationScoped
class OldCallTranscripts implements PerishableRows {

    private static final ExpiredRows ROWS = new ExpiredRows(
            "calls",
            List.of(ExpiredRows.Column.uuid("id")),
            "queued_at",
            """
            t.transcript is not null and not t.slot_held and coalesce(t.last_event_at, t.queued_at) < :before""",
            "update calls set transcript = null where");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.call-transcripts-days", defaultValue = "365")
    Retention retention;

    @Override
    public String kind() {
        return "call-transcripts";
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
