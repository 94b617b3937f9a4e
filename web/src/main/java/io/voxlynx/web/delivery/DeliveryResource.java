package io.voxlynx.web.delivery;

import io.voxlynx.identity.Role;
import io.voxlynx.outbox.CallbackFilter;
import io.voxlynx.outbox.CallbackState;
import io.voxlynx.shared.Page;
import io.voxlynx.web.http.Dates;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import io.voxlynx.webhook.WebhookDeliveries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("webhooks/deliveries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR})
@Tag(name = "Webhooks")
public class DeliveryResource {

    private static final int MAX_LIMIT = 500;

    @Inject
    WebhookDeliveries deliveries;

    @Inject
    CurrentCaller caller;

    @GET
    @Operation(
            summary = "List what receivers were told, newest first",
            description =
                    "Operators see what belongs to their campaigns; admins all, callbacks of sessions included. What"
                            + " was delivered or given up long ago is forgotten.")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = DeliveryPage.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    public DeliveryPage list(
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit,
            @Parameter(description = "Go on from this delivery: the answer's next") @QueryParam("before") UUID before,
            @QueryParam("state") CallbackState state,
            @Parameter(
                            description = "Of a campaign, or of a session's call",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "campaign.started",
                                                "campaign.paused",
                                                "campaign.resumed",
                                                "campaign.completed",
                                                "campaign.failed",
                                                "campaign.canceled",
                                                "call.launched",
                                                "call.answered",
                                                "call.ended",
                                                "call.failed",
                                                "call.reported",
                                                "import.finished",
                                                "call.ringing",
                                                "call.completed",
                                                "call.no_answer"
                                            }))
                    @QueryParam("event")
                    String event,
            @QueryParam("campaignId") UUID campaignId,
            @Parameter(description = "What it is about: a call, a campaign, a session") @QueryParam("subjectId")
                    UUID subjectId,
            @Parameter(description = "Of the receiver") @QueryParam("host") String host,
            @Parameter(description = "Ordered then or later: a UTC day (YYYY-MM-DD) or an ISO-8601 instant")
                    @QueryParam("from")
                    String from,
            @Parameter(description = "Then or earlier; a day is inside with all its hours") @QueryParam("to")
                    String to) {
        int most = Page.Request.of(1, limit, MAX_LIMIT).limit();
        CallbackFilter filter = new CallbackFilter(
                null,
                state,
                DeliveryEvents.checked(event),
                campaignId,
                subjectId,
                host == null ? null : host.toLowerCase(Locale.ROOT),
                Dates.first("from", from),
                Dates.after("to", to));
        // One more than was asked for, to know whether there is one.
        return DeliveryPage.of(deliveries.list(filter, before, most + 1, caller.get()), most);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A delivery with its body")
    public DeliveryBody get(@PathParam("id") UUID id) {
        return DeliveryBody.whole(deliveries.get(id, caller.get()), deliveries.body(id, caller.get()));
    }

    @POST
    @Path("{id}/resend")
    @Operation(
            summary = "Deliver once more, under the same id",
            description = "Delivered or given up: its tries begin anew, and it goes where its campaign points now."
                    + " Pending: now. Said twice, it happens once, unless the first was delivered in between.")
    public DeliveryBody resend(@PathParam("id") UUID id) {
        return DeliveryBody.of(deliveries.resend(id, caller.get()));
    }
}
