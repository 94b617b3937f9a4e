package io.voxlynx.contact;

import io.voxlynx.metrics.Metrics;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.util.UUID;

/** A campaign's contacts and what became of them as CSV, in the order of the file that brought them. */
@ApplicationScoped
public class ContactExport {

    // Both tables are walked in the order of their indexes: the first row goes out at once, and nothing is sorted on
    // disk.
    private static final String QUERY = """
            select %s as name, %s as business_name, c.phone, coalesce(k.status, 'PENDING') as call_status,
                   %s as ended_reason, trim_scale(k.cost) as cost_usd, trim_scale(k.duration_seconds) as duration_seconds,
                   %s as recording_url, cast(k.success_evaluation as text) as success_evaluation, %s as transcript_summary
              from contacts c
              left join lateral (
                   select * from calls where contact_id = c.id order by attempt desc limit 1) k on true
             where c.campaign_id = '%s'
             order by c.position""";

    @Inject
    Database database;

    /**
     * @param raw leave cells as they are, those included that a spreadsheet would run as formulas
     * @return the contacts written
     */
    public long write(UUID campaignId, boolean raw, OutputStream target) {
        long rows = CsvCopy.write(database, query(campaignId, raw), target);
        Metrics.exported(rows);
        return rows;
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
        return raw ? column : CsvCopy.neutral(column);
    }
}
