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
import jakarta.ws.rs.HeaderParam;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The second of two faces of outbound calls: upper-case states, and callbacks. */
@Path("calls")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE, Role.WORKER})
@Tag(name = "Outbound calls")
public class CallResource {

    @Inject
    OutboundCalls calls;

    @Inject
    CurrentCaller caller;

    @POST
    @Path("outbound")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Have an agent call somebody, and tell a server what becomes of it",
            description = "Answered at once; the phone rings afterwards, once at most. The events `call.answered`,"
                    + " `call.completed`, `call.failed` and `call.no_answer` go to `callback_url`, signed.")
    @APIResponse(
            responseCode = "201",
            description = "Ordered",
            content = @Content(schema = @Schema(implementation = CallBody.Ordered.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    @APIResponse(responseCode = "502", ref = CommonResponses.PROVIDER_FAILED)
    public Response place(
            @Parameter(
                            description =
                                    "whose agent it is: the caller himself; only admins and the agents' worker may"
                                            + " name somebody else")
                    @HeaderParam("x-user-id")
                    String user,
            @NotNull @Valid NewCall body) {
        VoiceSession call = calls.order(
                caller.get(), user, body.agentId(), new PhoneNumber(body.phoneNumber()), body.callbackUrl());
        return Response.status(Response.Status.CREATED)
                .entity(new CallBody.Ordered(call.id(), call.roomName(), call.callState()))
                .build();
    }

    @GET
    @Path("{id}/status")
    @Operation(summary = "Where an outbound call and its session are")
    public CallBody status(@PathParam("id") UUID id) {
        return CallBody.of(calls.get(caller.get(), id));
    }
}
