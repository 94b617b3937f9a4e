package io.voxlynx.upkeep;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Rows of one kind that are not kept for ever. What of them is still needed, its feature knows. */
public interface Perishable {

    /** In words with hyphens, such as {@code call-events}: {@code voxlynx.retention.call-events-days} says how long. */
    String kind();

    /** What the configuration says. */
    Retention retention();

    /** Days below which nobody may go, for what has to be there longer than the rest. */
    default int leastDays() {
        return Retention.LEAST_DAYS;
    }

    /**
     * The next rows in the order of their key: removes those that are expired, in the caller's transaction. Rows that
     * somebody else works on are passed over and left for another time.
     *
     * @param before what was over earlier than this is expired
     * @param after the end of the slice before this one
     * @param most rows looked at
     */
    Slice remove(Handle db, Instant before, String after, int most);

    /** The same without a change: counts what would be removed. */
    Slice count(Handle db, Instant before, String after, int most);
}
