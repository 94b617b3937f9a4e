package io.voxlynx.upkeep;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** A kind that is rows of one table. */
public interface PerishableRows extends Perishable {

    ExpiredRows rows();

    @Override
    default Slice remove(Handle db, Instant before, String after, int most) {
        return rows().remove(db, before, after, most);
    }

    @Override
    default Slice count(Handle db, Instant before, String after, int most) {
        return rows().count(db, before, after, most);
    }
}
