package io.voxlynx.web.delivery;

import io.voxlynx.identity.Role;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.web.http.Text;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import io.voxlynx.webhook.WebhookDeliveries;
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
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Beside the deliveries and not among them, where its name would be read as an id. */
@Path("webhooks/resend")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR})
@Tag(name = "Webhooks")
public class ResendResource {

    @Inject
    WebhookDeliveries deliveries;

    @Inject
    CurrentCaller caller;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Deliver once more what was given up",
            description =
                    "Of a campaign, of a host, or of both; the oldest 1,000 at most. Those of one subject keep their"
                            + " order.")
    @APIResponse(
            responseCode = "200",
            description = "How many",
            content = @Content(schema = @Schema(implementation = ResentBody.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    public ResentBody resendDead(@NotNull @Valid ResendRequest body) {
        if (body.campaignId() == null && (body.host() == null || body.host().isBlank())) {
            throw InvalidInput.field("campaignId", null, "a campaign or a host");
        }
        if (body.host() != null && !Text.isStorable(body.host())) {
            throw InvalidInput.field("host", null, Text.STORABLE);
        }
        String host = body.host() == null || body.host().isBlank()
                ? null
                : body.host().strip().toLowerCase(Locale.ROOT);
        return ResentBody.of(deliveries.resendDead(body.campaignId(), host, body.from(), caller.get()));
    }
}
