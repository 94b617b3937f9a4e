package io.voxlynx.web.campaign;

import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignQueries;
import io.voxlynx.campaign.CampaignService;
import io.voxlynx.campaign.CampaignStatus;
import io.voxlynx.dispatch.Breaker;
import io.voxlynx.dispatch.Scheduler;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.Page;
import io.voxlynx.web.http.Await;
import io.voxlynx.web.http.Replacement;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import io.voxlynx.webhook.CampaignChanges;
import io.voxlynx.webhook.CampaignWebhooks;
import io.voxlynx.webhook.WebhookChange;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
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
public class CampaignResource {

    private static final int MAX_LIMIT = 100;
    private static final Duration CONFIRMATION = Duration.ofSeconds(30);

    @Inject
    CampaignService campaigns;

    @Inject
    CampaignQueries queries;

    @Inject
    CampaignWebhooks webhooks;

    @Inject
    CampaignChanges changes;

    @Inject
    Scheduler scheduler;

    @Inject
    Breaker breaker;

    @Inject
    CurrentCaller caller;

    @Inject
    Await await;

    @GET
    @Operation(summary = "List campaigns, newest first", description = "Operators see their own, admins all.")
    public CampaignList list(
            @QueryParam("status") CampaignStatus status,
            @QueryParam("search") String search,
            @QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return CampaignList.of(queries.list(caller.get(), status, search, Page.Request.of(page, limit, MAX_LIMIT)));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A campaign with its figures")
    public CampaignDetailBody detail(@PathParam("id") UUID id) {
        return CampaignDetailBody.of(queries.detail(id, caller.get()), breaker.open());
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change how many calls a campaign may have at once, or who is told of its events",
            description =
                    "The cap while it is not finished. A higher cap is filled at once. A lower one hangs nobody up: no"
                            + " further contact is called until there are fewer calls than that. In mode batch the batches keep"
                            + " the size they had when the campaign was made: a lower cap calls each of them bit by bit, a"
                            + " higher one changes nothing. Events that wait to be delivered go where the new webhookUrl points,"
                            + " and are given up where none is left.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = CampaignDetailBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public CampaignDetailBody change(@PathParam("id") UUID id, @NotNull @Valid CampaignPatch body) {
        if (body.isEmpty()) {
            throw InvalidInput.field("cap", null, "cap, webhookUrl or webhookEvents");
        }
        WebhookChange webhook = webhooks.checked(
                Optional.ofNullable(body.webhookUrl()).map(Replacement::text),
                Optional.ofNullable(body.webhookEvents()));
        changes.change(id, body.cap(), webhook, caller.get());
        return detail(id);
    }

    @POST
    @Path("{id}/start")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Hand a campaign to the scheduler",
            description = "With holdForConfirmation the first calls are launched at once, and the answer waits up to"
                    + " 30 seconds for the provider to accept one of them; its status is the one then.")
    @APIResponse(
            responseCode = "200",
            description = "Queued, or further",
            content = @Content(schema = @Schema(implementation = StartedBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public void start(
            @PathParam("id") UUID id,
            @RequestBody(required = false) StartRequest request,
            @Suspended AsyncResponse response) {
        Caller owner = caller.get();
        campaigns.start(id, owner);
        if (request == null || !request.holdForConfirmation()) {
            response.resume(StartedBody.queued(scheduler.nextTick()));
            return;
        }
        scheduler.run(id);
        await.answer(
                response,
                CONFIRMATION,
                () -> campaigns.get(id, owner).status(),
                status -> status != CampaignStatus.QUEUED,
                status -> StartedBody.held(status, scheduler.nextTick()));
    }

    @POST
    @Path("{id}/pause")
    @Operation(summary = "Launch no further calls", description = "Calls on the line go on to their end.")
    @APIResponse(
            responseCode = "200",
            description = "The status now",
            content = @Content(schema = @Schema(implementation = StateBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public StateBody pause(@PathParam("id") UUID id) {
        return state(campaigns.pause(id, caller.get()));
    }

    @POST
    @Path("{id}/resume")
    @Operation(summary = "Go on with a paused campaign")
    @APIResponse(
            responseCode = "200",
            description = "The status now",
            content = @Content(schema = @Schema(implementation = StateBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public StateBody resume(@PathParam("id") UUID id) {
        return state(campaigns.resume(id, caller.get()));
    }

    @POST
    @Path("{id}/cancel")
    @Operation(
            summary = "End a campaign for good",
            description = "Calls that wait to be launched are withdrawn, calls on the line go on to their end,"
                    + " contacts without a call stay without one.")
    @APIResponse(
            responseCode = "200",
            description = "The status now",
            content = @Content(schema = @Schema(implementation = StateBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public StateBody cancel(@PathParam("id") UUID id) {
        return state(campaigns.cancel(id, caller.get()));
    }

    private static StateBody state(Campaign campaign) {
        return new StateBody(campaign.id(), campaign.status());
    }
}
