package io.voxlynx.contact.imports;

import io.voxlynx.contact.ContactSearch;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.BooleanSupplier;

/**
 * Makes the contacts of a finished import quick to search, slice by slice; those not reached yet are found by reading
 * them. The caller of the import does not wait for this.
 */
@ApplicationScoped
public class SearchFill {

    private static final int ANALYZE_FROM = 50_000;

    @Inject
    Database database;

    @Inject
    Imports imports;

    /** @return whether all is done; otherwise a stop was asked for */
    public boolean fill(ImportLease lease, BooleanSupplier stopAsked) {
        boolean done = false;
        while (!done && !stopAsked.getAsBoolean()) {
            done = database.inTransaction(db -> {
                imports.hold(db, lease);
                boolean last = ContactSearch.addSlice(db, lease.campaignId());
                if (last) {
                    imports.becomeSearchable(db, lease);
                }
                return last;
            });
        }
        if (done) {
            tidy(lease);
        }
        return done;
    }

    /** The planner should know of many new rows at once, and no search should have to read what the index put off. */
    private void tidy(ImportLease lease) {
        database.useTransaction(db -> {
            db.execute("select gin_clean_pending_list('contact_search_text')");
            if (lease.rowsDone() >= ANALYZE_FROM) {
                db.execute("analyze contacts, contact_search");
            }
        });
    }
}
