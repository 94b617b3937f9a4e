package io.voxlynx.web.telephony;

import io.voxlynx.identity.Role;
import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.PhoneNumber;
import io.voxlynx.telephony.OutboundCalls;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The first of two faces of outbound calls: lower-case states. */
@Path("telephony/outbound/call")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE, Role.WORKER})
@Tag(name = "Outbound calls")
public class TelephonyCallResource {

    @Inject
    OutboundCalls calls;

    @Inject
    CurrentCaller caller;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Have an agent call somebody",
            description = "Answered at once; the phone rings afterwards, once at most. The call is a session as well.")
    @APIResponse(
            responseCode = "201",
            description = "Ordered",
            content = @Content(schema = @Schema(implementation = TelephonyCallBody.Ordered.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    @APIResponse(responseCode = "502", ref = CommonResponses.PROVIDER_FAILED)
    public Response place(@NotNull @Valid NewTelephonyCall body) {
        VoiceSession call = calls.order(caller.get(), null, body.agentId(), new PhoneNumber(body.phoneNumber()), null);
        return Response.status(Response.Status.CREATED)
                .entity(new TelephonyCallBody.Ordered(call.id(), "ringing"))
                .build();
    }

    @GET
    @Path("{id}/status")
    @Operation(summary = "Where an outbound call is")
    public TelephonyCallBody status(@PathParam("id") UUID id) {
        return TelephonyCallBody.of(calls.get(caller.get(), id));
    }

    @POST
    @Path("{id}/end")
    @Operation(
            summary = "Hang up, or stop the ringing",
            description = "What is over already stays as it is. If LiveKit cannot be told, the call goes on.")
    @APIResponse(
            responseCode = "200",
            description = "Nobody is on the line any more",
            content = @Content(schema = @Schema(implementation = TelephonyCallBody.Ended.class)))
    @APIResponse(responseCode = "502", ref = CommonResponses.PROVIDER_FAILED)
    public TelephonyCallBody.Ended end(@PathParam("id") UUID id) {
        calls.end(caller.get(), id);
        return new TelephonyCallBody.Ended(true);
    }
}
