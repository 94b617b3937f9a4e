package io.voxlynx.web.contact;

import io.voxlynx.batch.ImportJobs;
import io.voxlynx.campaign.Campaign;
import io.voxlynx.contact.imports.CampaignOrders;
import io.voxlynx.contact.imports.ImportReport;
import io.voxlynx.contact.imports.ImportReports;
import io.voxlynx.contact.imports.ImportState;
import io.voxlynx.contact.imports.StagedFiles;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.web.http.Await;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("campaigns")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR})
@Tag(name = "Campaigns")
public class CampaignCreationResource {

    @Inject
    StagedFiles files;

    @Inject
    CampaignOrders orders;

    @Inject
    ImportJobs jobs;

    @Inject
    ImportReports reports;

    @Inject
    CurrentCaller caller;

    @Inject
    Await await;

    @Inject
    @ConfigProperty(name = "voxlynx.import.wait-seconds", defaultValue = "30")
    int waitSeconds;

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Create a campaign from a contacts file",
            description = "The CSV has the columns name, business_name and phone in any order and case; further columns"
                    + " become variables for the assistant. UTF-8; comma, semicolon or tab. The other values come as form"
                    + " fields or in one JSON part named campaign. The answer waits for the import; if that takes"
                    + " longer, it is 202 and Location says where to look.")
    @APIResponse(
            responseCode = "201",
            description = "Imported",
            content = @Content(schema = @Schema(implementation = CreatedBody.class)))
    @APIResponse(
            responseCode = "202",
            description = "The import goes on",
            content = @Content(schema = @Schema(implementation = CreatedBody.class)))
    @APIResponse(responseCode = "502", ref = CommonResponses.PROVIDER_FAILED)
    public void create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA,
                                            schema = @Schema(implementation = CampaignUploadForm.class)))
                    CampaignUpload.Received received,
            @Context UriInfo uris,
            @Suspended AsyncResponse response) {
        Campaign campaign = place(received);
        jobs.start(received.importId());
        URI here = uris.getAbsolutePathBuilder().path(campaign.id().toString()).build();
        await.answer(
                response,
                Duration.ofSeconds(waitSeconds),
                () -> reports.state(received.importId()),
                ImportState::isTerminal,
                state -> answer(campaign, reports.of(received.importId()), here));
    }

    private Campaign place(CampaignUpload.Received received) {
        boolean placed = false;
        try {
            Campaign campaign = orders.place(received.order(), caller.get().subject(), received.importId());
            placed = true;
            return campaign;
        } finally {
            if (!placed) {
                files.discard(received.importId());
            }
        }
    }

    private Response answer(Campaign campaign, ImportReport report, URI here) {
        if (report.state() == ImportState.FAILED) {
            orders.withdraw(campaign.id());
            throw new InvalidInput(report.error().message(), report.error().details());
        }
        boolean done = report.state() == ImportState.COMPLETED;
        return Response.status(done ? Status.CREATED : Status.ACCEPTED)
                .location(done ? here : URI.create(here + "/import-report"))
                .entity(CreatedBody.of(campaign, report))
                .build();
    }
}
