package io.voxlynx.web.usage;

import io.voxlynx.identity.Role;
import io.voxlynx.usage.IdempotencyKey;
import io.voxlynx.usage.UsageEvent;
import io.voxlynx.usage.UsageEvents;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("usage")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE, Role.WORKER})
@Tag(name = "Usage and costs")
public class UsageResource {

    @Inject
    UsageEvents usage;

    @Inject
    CurrentCaller caller;

    @POST
    @Path("events")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Take down what a provider did for a session",
            description = "The agents' worker and admins do so for everybody, voice users for their own sessions, with"
                    + " their own user_id. Of a provider without a rate only the costs can be reported.")
    @APIResponse(
            responseCode = "201",
            description = "Taken down; also the answer to a repeat",
            content = @Content(schema = @Schema(implementation = UsageEventBody.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public Response report(
            @Parameter(
                            description = "Your own mark of this event, 1 to 255 characters of ASCII. Whatever you send"
                                    + " again under the same key is not counted again and answered as the first time;"
                                    + " something else under the same key is 409. Keys never expire, and other callers'"
                                    + " keys are no matter.")
                    @HeaderParam("Idempotency-Key")
                    String key,
            @NotNull @Valid UsageReport body) {
        UsageEvent event = usage.record(body.toEvent(), caller.get(), key == null ? null : new IdempotencyKey(key));
        return Response.status(Response.Status.CREATED)
                .entity(UsageEventBody.of(event))
                .build();
    }
}
