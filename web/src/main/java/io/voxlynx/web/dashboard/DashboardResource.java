package io.voxlynx.web.dashboard;

import io.voxlynx.dashboard.Dashboard;
import io.voxlynx.identity.Role;
import io.voxlynx.web.identity.CurrentCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("dashboard")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE})
@Tag(name = "Dashboard")
public class DashboardResource {

    @Inject
    Dashboard dashboard;

    @Inject
    CurrentCaller caller;

    @GET
    @Path("metrics")
    @Operation(summary = "Agents and sessions in figures", description = "Users see their own, admins everybody's.")
    public MetricsBody metrics() {
        return MetricsBody.of(dashboard.metrics(caller.get()));
    }
}
