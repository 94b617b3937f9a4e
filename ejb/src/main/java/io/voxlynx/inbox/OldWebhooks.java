package io.voxlynx.inbox;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Webhooks that are done with. What is still to be applied stays, however old it is. */
@ApplicationScoped
class OldWebhooks implements PerishableRows {

    private static final ExpiredRows ROWS =
            ExpiredRows.deletedFrom("inbox", ExpiredRows.Column.number("id"), "received_at", """
            t.state in ('APPLIED', 'REJECTED') and t.next_try_at is null
            and coalesce(t.applied_at, t.received_at) < :before""");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.inbox-days", defaultValue = "30")
    Retention retention;

    @Override
    public String kind() {
        return "inbox";
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
