package io.voxlynx.web.delivery;

import io.voxlynx.identity.Role;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import io.voxlynx.webhook.WebhookTrials;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("webhooks/test")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR})
@Tag(name = "Webhooks")
public class TrialResource {

    @Inject
    WebhookTrials trials;

    @Inject
    CurrentCaller caller;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Try a receiver out",
            description =
                    "Sends the event webhook.test, signed as all others are, once, and waits for the answer. Counts"
                            + " as an upload against the limits.")
    @APIResponse(
            responseCode = "200",
            description = "What came of it",
            content = @Content(schema = @Schema(implementation = TrialBody.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public TrialBody test(@NotNull @Valid TrialRequest body) {
        if ((body.webhookUrl() == null) == (body.campaignId() == null)) {
            throw InvalidInput.field("webhookUrl", null, "either a webhookUrl or a campaignId");
        }
        return TrialBody.of(
                body.campaignId() == null
                        ? trials.ofUrl(body.webhookUrl(), caller.get())
                        : trials.ofCampaign(body.campaignId(), caller.get()));
    }
}
