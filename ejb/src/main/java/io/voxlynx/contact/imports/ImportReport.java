package io.voxlynx.contact.imports;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What became of a file.
 *
 * @param totalRows rows read, blank ones and the header not counted
 * @param skipped the first of them by row; {@code skippedTotal} says how many there are
 * @param error why the file was refused, null otherwise
 */
public record ImportReport(
        UUID importId,
        UUID campaignId,
        ImportState state,
        int totalRows,
        int accepted,
        int skippedTotal,
        List<SkippedContact> skipped,
        Failure error) {

    /** @param row as a spreadsheet numbers it, the header being 1 */
    public record SkippedContact(int row, String reason, String name, String phone) {}

    /** The facts of an {@link UnusableFile}, as they were recorded. */
    public record Failure(String code, String message, Map<String, Object> details) {}
}
