package io.voxlynx.web.contact;

import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignService;
import io.voxlynx.contact.CampaignContacts;
import io.voxlynx.contact.ContactExport;
import io.voxlynx.contact.ContactFilter;
import io.voxlynx.contact.ContactStatus;
import io.voxlynx.contact.imports.ImportReports;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.Page;
import io.voxlynx.web.identity.CurrentCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.OutputStream;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("campaigns")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.OPERATOR})
@Tag(name = "Contacts")
public class ContactResource {

    private static final int MAX_LIMIT = 500;
    private static final String CSV = "text/csv;charset=UTF-8";

    private static final String SLOW_READERS = "503 with Retry-After while the node streams as many files as it may. A"
            + " file that takes its reader longer than 15 minutes (configuration) is broken off, and ends in a quoted"
            + " cell that says so and is not closed.";

    @Inject
    CampaignService campaigns;

    @Inject
    CampaignContacts contacts;

    @Inject
    ContactExport export;

    @Inject
    ImportReports reports;

    @Inject
    Downloads downloads;

    @Inject
    CurrentCaller caller;

    @GET
    @Path("{id}/contacts")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "A campaign's contacts and their newest calls, in the order of the file",
            description = "The summary counts the contacts shown.")
    public ContactsBody contacts(
            @PathParam("id") UUID id,
            @Parameter(description = "of the newest call; PENDING finds contacts without one") @QueryParam("status")
                    ContactStatus status,
            @Parameter(description = "part of the name, the business name or the phone number, in any case")
                    @QueryParam("search")
                    String search,
            @Parameter(description = "batchIndex, from 0; in a continuous campaign only 0") @QueryParam("batch")
                    Integer batch,
            @QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Page.Request request = Page.Request.of(page, limit, MAX_LIMIT);
        return ContactsBody.of(contacts.page(campaign(id), new ContactFilter(status, search, batch), request));
    }

    @GET
    @Path("{id}/export.csv")
    @Produces(CSV)
    @Operation(
            summary = "All contacts and what became of them, as CSV",
            description = "Contacts without a call have call_status PENDING. Cells that a spreadsheet would run as a"
                    + " formula begin with an apostrophe, except phone; raw=true gives them untouched. "
                    + SLOW_READERS)
    @APIResponse(
            responseCode = "200",
            description = "name, business_name, phone, call_status, ended_reason, cost_usd, duration_seconds,"
                    + " recording_url, success_evaluation, transcript_summary",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public Response export(@PathParam("id") UUID id, @QueryParam("raw") @DefaultValue("false") boolean raw) {
        campaign(id);
        return csv("campaign-" + id + ".csv", target -> export.write(id, raw, target));
    }

    @GET
    @Path("{id}/import-report")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How far the import is, and what it skipped")
    public ImportBody importReport(@PathParam("id") UUID id) {
        campaign(id);
        return ImportBody.of(reports.ofCampaign(id));
    }

    @GET
    @Path("{id}/import-report.csv")
    @Produces(CSV)
    @Operation(summary = "All rows that the import skipped, as CSV", description = SLOW_READERS)
    @APIResponse(
            responseCode = "200",
            description = "row, reason, name, phone",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public Response skippedRows(@PathParam("id") UUID id) {
        campaign(id);
        return csv("import-report-" + id + ".csv", target -> reports.writeSkipped(id, target));
    }

    private Campaign campaign(UUID id) {
        return campaigns.get(id, caller.get());
    }

    private Response csv(String fileName, Consumer<OutputStream> content) {
        return Response.ok(downloads.of(content))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"")
                .build();
    }
}
