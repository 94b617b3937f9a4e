package io.voxlynx.upkeep;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** A kind of rows, walked to its end as the job does it: a transaction for every slice. */
public final class Purge {

    /** All at once: other tests leave rows behind whose keys know nothing of the time that they say they were written. */
    private static final int ROWS = 1_000_000;

    private Purge() {}

    /** @return rows removed */
    public static long of(Perishable kind, Instant before) {
        return walk((db, after) -> kind.remove(db, before, after, ROWS));
    }

    /** @return rows that would be removed */
    public static long dryRun(Perishable kind, Instant before) {
        return walk((db, after) -> kind.count(db, before, after, ROWS));
    }

    interface Step {
        Slice next(Handle db, String after);
    }

    static long walk(Step step) {
        Database database = PostgresForTests.database();
        long rows = 0;
        Slice slice = new Slice(0, Slice.BEGINNING);
        while (!slice.isLast()) {
            String after = slice.last();
            slice = database.inTransaction(db -> step.next(db, after));
            rows += slice.rows();
        }
        return rows;
    }
}
