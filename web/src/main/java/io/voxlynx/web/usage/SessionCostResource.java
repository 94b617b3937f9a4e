package io.voxlynx.web.usage;

import io.voxlynx.identity.Role;
import io.voxlynx.shared.Page;
import io.voxlynx.usage.Costs;
import io.voxlynx.web.http.Paths;
import io.voxlynx.web.identity.CurrentCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE, Role.WORKER})
@Tag(name = "Usage and costs")
public class SessionCostResource {

    private static final int MAX_LIMIT = 1000;

    @Inject
    Costs costs;

    @Inject
    CurrentCaller caller;

    @GET
    @Path(Paths.SESSION_ID + "/cost-breakdown")
    @Operation(
            summary = "What a session cost, and its usage events",
            description = "total_cost and cost_by_type are of all its events, whatever page of them is asked for.")
    public SessionCostBody breakdown(
            @PathParam("id") UUID id,
            @QueryParam("page") @DefaultValue("1") int page,
            @Parameter(description = "1 to 1,000") @QueryParam("limit") @DefaultValue("1000") int limit) {
        return SessionCostBody.of(costs.ofSession(caller.get(), id, Page.Request.of(page, limit, MAX_LIMIT)));
    }
}
