package io.voxlynx.contact.imports;

/** Another node has taken this import over; what it has not seen committed is rolled back here. */
public class LeaseLost extends RuntimeException {

    LeaseLost(ImportLease lease) {
        super("Import " + lease.importId() + " is worked on elsewhere");
    }
}
