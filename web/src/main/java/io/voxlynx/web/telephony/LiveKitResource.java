package io.voxlynx.web.telephony;

import io.voxlynx.identity.Role;
import io.voxlynx.telephony.LiveKitInbox;
import io.voxlynx.telephony.LiveKitSignature;
import io.voxlynx.telephony.RoomAccess;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("livekit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE})
@Tag(name = "LiveKit")
public class LiveKitResource {

    @Inject
    RoomAccess rooms;

    @Inject
    LiveKitSignature signature;

    @Inject
    LiveKitInbox inbox;

    @Inject
    CurrentCaller caller;

    @Context
    HttpHeaders headers;

    @POST
    @Path("token")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Get into a room and talk to an agent there",
            description =
                    "Begins a session in that room, or lets the caller into his own that lives there. The agent is"
                            + " called in with the first one who joins. The token is good for 10 minutes; a session that nobody"
                            + " has joined by then is FAILED.")
    @APIResponse(
            responseCode = "200",
            description = "Come in",
            content = @Content(schema = @Schema(implementation = RoomTokenBody.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public RoomTokenBody token(@NotNull @Valid RoomTokenRequest body) {
        return new RoomTokenBody(rooms.admit(caller.get(), body.agentId(), body.roomName()), body.roomName());
    }

    @POST
    @Path("webhook")
    @PermitAll
    @SecurityRequirements
    @Consumes({"application/webhook+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Take an event of LiveKit",
            description = "`Authorization` is LiveKit's own token, bare or after \"Bearer\": HS256 with the API secret,"
                    + " issued by the API key, with the body's SHA-256 in base64 as its claim `sha256`. Once answered"
                    + " with 200 the event is kept and will be applied.")
    @APIResponse(
            responseCode = "200",
            description = "Kept",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(responseCode = "401", ref = CommonResponses.UNAUTHORIZED)
    public Receipt receive(
            @RequestBody(
                            content = {
                                @Content(
                                        mediaType = "application/webhook+json",
                                        schema = @Schema(type = SchemaType.OBJECT)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(type = SchemaType.OBJECT))
                            })
                    byte[] body) {
        if (!signature.isGenuine(body, headers.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            throw new NotAuthorizedException("Bearer");
        }
        return new Receipt(true, inbox.receive(body) ? "kept" : "duplicate");
    }

    /** @param status kept or duplicate */
    @Schema(name = "LiveKitReceipt")
    public record Receipt(
            @Schema(required = true) boolean received,

            @Schema(
                    required = true,
                    enumeration = {"kept", "duplicate"})
            String status) {}
}
