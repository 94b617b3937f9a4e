package io.voxlynx.contact.imports;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Rows of files that were not taken, with the reason, after the import has been over for long. How many they were stays. */
@ApplicationScoped
class OldSkippedRows implements PerishableRows {

    /** An import from the command line has an id of another sort, so the walk goes to the end of the table. */
    private static final String NOT_IN_TIME_ORDER = "timestamptz 'epoch'";

    private static final ExpiredRows ROWS = new ExpiredRows(
            "import_skips",
            List.of(ExpiredRows.Column.uuid("import_id"), new ExpiredRows.Column("row_number", "int", "-1")),
            NOT_IN_TIME_ORDER,
            """
            exists (select from imports i where i.id = t.import_id and i.state in ('COMPLETED', 'FAILED')
                and i.finished_at < :before)""",
            "delete from import_skips where");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.skipped-rows-days", defaultValue = "365")
    Retention retention;

    @Override
    public String kind() {
        return "skipped-rows";
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
