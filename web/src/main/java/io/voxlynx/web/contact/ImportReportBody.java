package io.voxlynx.web.contact;

import io.voxlynx.contact.imports.ImportReport;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of the rows.
 *
 * @param totalRows the header and blank rows not counted
 * @param skipped the first thousand
 */
public record ImportReportBody(int totalRows, int accepted, List<SkippedRow> skipped, int skippedTotal) {

    static ImportReportBody of(ImportReport report) {
        return new ImportReportBody(
                report.totalRows(),
                report.accepted(),
                report.skipped().stream().map(SkippedRow::of).toList(),
                report.skippedTotal());
    }

    /** @param row as a spreadsheet numbers it, the header being 1 */
    public record SkippedRow(int row, String reason, Data data) {

        static SkippedRow of(ImportReport.SkippedContact skipped) {
            return new SkippedRow(skipped.row(), skipped.reason(), new Data(skipped.name(), skipped.phone()));
        }
    }

    /** As the file has them. */
    @Schema(name = "SkippedRowData")
    public record Data(String name, String phone) {}
}
