package io.voxlynx.contact;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A campaign's contacts and their calls as CSV (RFC 4180, UTF-8). The database writes the CSV, in one statement, so one
 * snapshot; nothing but the row on its way is held here.
 */
@ApplicationScoped
public class ContactExport {

    /** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
    private static final String CELL =
            "case when ascii(%1$s) in (9, 13, 43, 45, 61, 64) then '''' || %1$s else %1$s end";

    private static final String QUERY = """
            select %s as name, %s as business_name, c.phone, coalesce(k.status, 'PENDING') as call_status,
                   %s as ended_reason, trim_scale(k.cost) as cost_usd, trim_scale(k.duration_seconds) as duration_seconds,
                   %s as recording_url, cast(k.success_evaluation as text) as success_evaluation, %s as transcript_summary
              from contacts c
              left join calls k on k.contact_id = c.id
                   and not exists (select 1 from calls n where n.contact_id = k.contact_id and n.attempt > k.attempt)
             where c.campaign_id = '%s'
             order by c.position""";

    private static final byte[] LINE_END = {'\r', '\n'};

    @Inject
    Database database;

    /**
     * @param raw leave cells as they are, formulas included
     * @return the contacts written
     */
    public long write(UUID campaignId, boolean raw, OutputStream target) {
        return database.inTransaction(db -> write(db.getConnection(), campaignId, raw, target));
    }

    private static long write(Connection connection, UUID campaignId, boolean raw, OutputStream target) {
        String statement = "copy (" + query(campaignId, raw) + ") to stdout (format csv, header)";
        try {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
            try {
                long lines = 0;
                for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                    // One message is one row; only its last byte is the line's end, those within cells stay.
                    target.write(line, 0, line.length - 1);
                    target.write(LINE_END);
                    lines++;
                }
                return lines - 1;
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("COPY of campaign " + campaignId + " failed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String query(UUID campaignId, boolean raw) {
        return QUERY.formatted(
                cell("c.name", raw),
                cell("nullif(c.business_name, '')", raw),
                cell("k.ended_reason", raw),
                cell("k.recording_url", raw),
                cell("k.summary", raw),
                campaignId);
    }

    private static String cell(String column, boolean raw) {
        return raw ? column : CELL.formatted(column);
    }
}
