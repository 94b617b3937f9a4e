package io.voxlynx.web.session;

import io.voxlynx.identity.Role;
import io.voxlynx.session.Analyses;
import io.voxlynx.session.Sessions;
import io.voxlynx.web.http.Paths;
import io.voxlynx.web.identity.CurrentCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("sessions/" + Paths.SESSION_ID + "/analysis")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE, Role.WORKER})
@Tag(name = "Sessions")
public class AnalysisResource {

    @Inject
    Sessions sessions;

    @Inject
    Analyses analyses;

    @Inject
    CurrentCaller caller;

    @GET
    @Operation(
            summary = "What a language model made of the conversation",
            description =
                    "Made some seconds after the session's end, and made again if words arrive later. `null` until"
                            + " there is one, and for good where nothing was said.")
    @APIResponse(
            responseCode = "200",
            description = "The analysis, or `null`",
            content = @Content(schema = @Schema(implementation = AnalysisBody.class)))
    public Response get(@PathParam("id") UUID id) {
        sessions.get(caller.get(), id);
        Optional<Object> analysis = analyses.of(id).map(AnalysisBody::of);
        // A resource that returns null would answer 204 without a body.
        return Response.ok(analysis.orElse(JsonValue.NULL)).build();
    }
}
