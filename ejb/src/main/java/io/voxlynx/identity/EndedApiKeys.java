package io.voxlynx.identity;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keys that were revoked or have run out. The audit log goes on naming them. */
@ApplicationScoped
class EndedApiKeys implements PerishableRows {

    private static final ExpiredRows ROWS =
            ExpiredRows.deletedFrom("api_keys", ExpiredRows.Column.uuid("id"), "created_at", """
            least(t.revoked_at, t.expires_at) < :before""");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.api-keys-days", defaultValue = "365")
    Retention retention;

    @Override
    public String kind() {
        return "api-keys";
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
