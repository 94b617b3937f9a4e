package io.voxlynx.audit;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.Perishable;
import io.voxlynx.upkeep.Retention;
import io.voxlynx.upkeep.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/** Entries of the audit log, where somebody decides so: without that they stay for ever. The database lets none go that is
 * younger than 90 days. */
@ApplicationScoped
class OldAuditEntries implements Perishable {

    private static final int LEAST_DAYS = 90;

    private static final ExpiredRows ROWS =
            ExpiredRows.deletedFrom("audit_log", ExpiredRows.Column.number("id"), "at", "t.at < :before");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.audit-log-days", defaultValue = "never")
    Retention retention;

    @Override
    public String kind() {
        return "audit-log";
    }

    @Override
    public Retention retention() {
        return retention;
    }

    @Override
    public int leastDays() {
        return LEAST_DAYS;
    }

    @Override
    public Slice remove(Handle db, Instant before, String after, int most) {
        db.execute("select set_config('voxlynx.purging', 'audit_log', true)");
        return ROWS.remove(db, before, after, most);
    }

    @Override
    public Slice count(Handle db, Instant before, String after, int most) {
        return ROWS.count(db, before, after, most);
    }
}
