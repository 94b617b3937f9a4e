package io.voxlynx.web.audit;

import io.voxlynx.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some entries. @param next what to ask for as before to go on; left out at the end */
@Schema(name = "AuditPage")
public record AuditPage(
        @Schema(required = true) List<Entry> entries,

        @Schema(description = "What to send as before to go on; left out at the end")
        Long next) {

    /** @param found may be one more than there is room for */
    static AuditPage of(List<AuditRecord> found, int limit) {
        List<AuditRecord> shown = found.size() > limit ? found.subList(0, limit) : found;
        return new AuditPage(
                shown.stream().map(Entry::of).toList(),
                found.size() > limit ? shown.get(limit - 1).id() : null);
    }

    @Schema(name = "AuditEntry")
    public record Entry(
            @Schema(required = true) long id,
            @Schema(required = true) Instant at,

            @Schema(description = "Left out for somebody who did not prove who he is")
            String actor,

            @Schema(description = "The API key that the actor used, if one")
            UUID apiKey,

            @Schema(required = true) String action,
            String target,

            @Schema(required = true, description = "from and to of a change, the reason of a refusal")
            Map<String, String> details,

            String address,
            String requestId) {

        static Entry of(AuditRecord written) {
            return new Entry(
                    written.id(),
                    written.at(),
                    written.entry().actor(),
                    written.entry().apiKey(),
                    written.entry().action(),
                    written.entry().target(),
                    written.entry().details(),
                    written.address(),
                    written.requestId());
        }
    }
}
