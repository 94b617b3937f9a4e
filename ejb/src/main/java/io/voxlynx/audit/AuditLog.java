package io.voxlynx.audit;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Remembers. The table refuses everything but an insert. */
@ApplicationScoped
public class AuditLog {

    @Inject
    Database database;

    /** A change, in the transaction that makes it. */
    public void changed(AuditEntry entry) {
        database.useTransaction(handle -> insert(handle, entry));
    }

    /**
     * A refusal. Nothing else depends on it, so it does not wait for the disk: whoever is refused a thousand times must
     * not keep it busy.
     */
    public void refused(AuditEntry entry) {
        database.useRedoableTransaction(handle -> insert(handle, entry));
    }

    private static void insert(Handle handle, AuditEntry entry) {
        JsonObjectBuilder details = JSON.createObjectBuilder();
        entry.details().forEach(details::add);
        Optional<Origin> origin = Origin.current();
        handle.createUpdate("""
                        insert into audit_log (actor, api_key, action, target, details, address, request_id)
                        values (:actor, cast(:apiKey as uuid), :action, :target, cast(:details as jsonb), :address, :requestId)""")
                .bind("actor", entry.actor())
                .bind("apiKey", entry.apiKey())
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("details", details.build().toString())
                .bind("address", origin.map(Origin::address).orElse(null))
                .bind("requestId", origin.map(Origin::requestId).orElse(null))
                .execute();
    }
}
