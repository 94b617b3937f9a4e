package io.voxlynx.contact.imports;

import io.voxlynx.contact.CsvCopy;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What became of the files, for those who sent them. */
@ApplicationScoped
public class ImportReports {

    /** Skipped rows in an answer; the whole of them is the report as CSV. */
    public static final int MOST_SKIPPED = 1_000;

    private static final Jsonb JSON = JsonbBuilder.create();

    /** A telephone number with its plus sign is no formula. */
    private static final String SKIPPED = """
            select row_number as row, reason, %s as name,
                   case when phone ~ '^[+][0-9 ().-]+$' then phone else %s end as phone
              from (select row_number, reason, data ->> 'name' as name, nullif(data ->> 'phone', '') as phone
                      from import_skips where import_id = '%s') skipped
             order by row_number""";

    @Inject
    Database database;

    public ImportReport of(UUID importId) {
        return database.inTransaction(db -> of(db, importId, MOST_SKIPPED));
    }

    public ImportReport ofCampaign(UUID campaignId) {
        return database.inTransaction(db -> importOf(db, campaignId)
                .map(importId -> of(db, importId, MOST_SKIPPED))
                .orElseThrow(() -> new NotFound("Import of campaign", campaignId)));
    }

    /** All skipped rows as CSV. */
    public void writeSkipped(UUID campaignId, OutputStream target) {
        UUID importId = database.inStatement(db -> importOf(db, campaignId))
                .orElseThrow(() -> new NotFound("Import of campaign", campaignId));
        CsvCopy.write(database, SKIPPED.formatted(CsvCopy.neutral("name"), CsvCopy.neutral("phone"), importId), target);
    }

    public Optional<ImportState> find(UUID importId) {
        return database.inTransaction(db -> db.createQuery("select state from imports where id = :id")
                .bind("id", importId)
                .mapTo(ImportState.class)
                .findOne());
    }

    public ImportState state(UUID importId) {
        return find(importId).orElseThrow(() -> new NotFound("Import", importId));
    }

    /** The import that filled a campaign. */
    static Optional<UUID> importOf(Handle db, UUID campaignId) {
        return db.createQuery("select id from imports where campaign_id = :campaign order by created_at limit 1")
                .bind("campaign", campaignId)
                .mapTo(UUID.class)
                .findOne();
    }

    ImportReport of(Handle db, UUID importId, int mostSkipped) {
        List<ImportReport.SkippedContact> skipped = db.createQuery("""
                        select row_number, reason, data ->> 'name' as name, data ->> 'phone' as phone
                          from import_skips where import_id = :id order by row_number limit :most""")
                .bind("id", importId)
                .bind("most", mostSkipped)
                .map((row, context) -> new ImportReport.SkippedContact(
                        row.getInt("row_number"),
                        row.getString("reason"),
                        row.getString("name"),
                        row.getString("phone")))
                .list();
        return db.createQuery("select * from imports where id = :id")
                .bind("id", importId)
                .map((row, context) -> report(row, skipped))
                .findOne()
                .orElseThrow(() -> new NotFound("Import", importId));
    }

    private static ImportReport report(ResultSet row, List<ImportReport.SkippedContact> skipped) throws SQLException {
        return new ImportReport(
                row.getObject("id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                ImportState.valueOf(row.getString("state")),
                row.getInt("total_rows"),
                row.getInt("accepted"),
                row.getInt("skipped"),
                skipped,
                failure(row));
    }

    @SuppressWarnings("unchecked")
    private static ImportReport.Failure failure(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        return code == null
                ? null
                : new ImportReport.Failure(code, row.getString("error_message"), (Map<String, Object>)
                        JSON.fromJson(row.getString("error_details"), Map.class));
    }
}
