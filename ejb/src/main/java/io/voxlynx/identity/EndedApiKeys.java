package io.voxlynx.identity;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.Perishable;
import io.voxlynx.upkeep.Retention;
import io.voxlynx.upkeep.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/** Keys that were revoked or have run out. The audit log goes on naming them. */
@ApplicationScoped
class EndedApiKeys implements Perishable {

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
    public Slice remove(Handle db, Instant before, String after, int most) {
        return ROWS.remove(db, before, after, most);
    }

    @Override
    public Slice count(Handle db, Instant before, String after, int most) {
        return ROWS.count(db, before, after, most);
    }
}
