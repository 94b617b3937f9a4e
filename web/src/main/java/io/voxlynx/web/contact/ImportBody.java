package io.voxlynx.web.contact;

import io.voxlynx.contact.imports.ImportReport;
import io.voxlynx.contact.imports.ImportState;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far an import is. @param error why nothing of the file was kept, only with importStatus FAILED */
public record ImportBody(UUID campaignId, ImportState importStatus, ImportReportBody importReport, Refusal error) {

    static ImportBody of(ImportReport report) {
        return new ImportBody(
                report.campaignId(), report.state(), ImportReportBody.of(report), Refusal.of(report.error()));
    }

    @Schema(name = "ImportRefusal")
    public record Refusal(String code, String message, Map<String, Object> details) {

        static Refusal of(ImportReport.Failure failure) {
            return failure == null ? null : new Refusal(failure.code(), failure.message(), failure.details());
        }
    }
}
