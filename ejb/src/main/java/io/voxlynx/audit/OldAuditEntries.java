package io.voxlynx.audit;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Entries of the audit log, where somebody decides so: without that they stay for ever. The database lets none go that is
 * younger than 90 days. */
@ApplicationScoped
class OldAuditEntries implements PerishableRows {

    private static final int LEAST_DAYS = 90;

    private static final ExpiredRows ROWS =
            ExpiredRows.deletedFromAppendOnly("audit_log", ExpiredRows.Column.number("id"), "at", "t.at < :before");

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
    public ExpiredRows rows() {
        return ROWS;
    }
}
