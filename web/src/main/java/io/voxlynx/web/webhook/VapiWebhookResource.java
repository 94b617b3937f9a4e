package io.voxlynx.web.webhook;

import io.voxlynx.vapi.VapiInbox;
import io.voxlynx.vapi.VapiSignature;
import io.voxlynx.web.openapi.CommonResponses;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("webhooks/vapi")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class VapiWebhookResource {

    @Inject
    VapiSignature signature;

    @Inject
    VapiInbox inbox;

    @Context
    HttpHeaders headers;

    @POST
    @PermitAll
    @SecurityRequirements
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Take an event of Vapi",
            description = "Signed with the shared secret: hex HMAC-SHA-256 of the raw body in X-Vapi-Signature or"
                    + " X-Signature. Once answered with 200 the event is kept and will be applied.")
    @APIResponse(
            responseCode = "200",
            description = "Kept",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(responseCode = "401", ref = CommonResponses.UNAUTHORIZED)
    public Receipt receive(
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT))) byte[] body,
            @HeaderParam("X-Message-Id") String messageId) {
        if (!signature.isGenuine(body, headers::getHeaderString)) {
            throw new NotAuthorizedException("Signature");
        }
        VapiInbox.Receipt receipt = inbox.receive(body, messageId);
        return new Receipt(true, receipt.callId(), receipt.status());
    }

    /** @param callId our call; left out when none is known by that id yet @param status updated, duplicate, unmatched */
    @Schema(name = "WebhookReceipt")
    public record Receipt(boolean received, UUID callId, String status) {}
}
