package io.voxlynx.upkeep;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Sums that are written with the rows they are sums of, and what makes them anew should they ever differ: after a
 * restore, or by a hand in the database. Nobody who writes meanwhile is kept waiting, and nothing of his is lost.
 */
public interface Rollup {

    /** Such as {@code usage}. */
    String name();

    /** Tables of sums, in the order in which they have to be corrected, since some are sums of others. */
    List<String> parts();

    /**
     * The next sums of one part, in the caller's transaction.
     *
     * @param most rows looked at, roughly
     * @return the sums that differed from a recount, and no longer do
     */
    Slice correct(Handle db, String part, String after, int most);

    /** The same without a change. */
    Slice compare(Handle db, String part, String after, int most);
}
