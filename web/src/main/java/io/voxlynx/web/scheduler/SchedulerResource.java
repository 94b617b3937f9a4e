package io.voxlynx.web.scheduler;

import io.voxlynx.dispatch.Scheduler;
import io.voxlynx.identity.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("scheduler")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Scheduler")
public class SchedulerResource {

    @Inject
    Scheduler scheduler;

    @POST
    @Path("tick")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.ADMIN, Role.SCHEDULER})
    @Operation(
            summary = "Run one scheduler round now",
            description = "For cron jobs with the shared secret as bearer, and for admins. Safe at any time and any"
                    + " number of times: it fills free lines and nothing else.")
    public TickBody tick(@RequestBody(required = false) TickRequest request) {
        return TickBody.of(scheduler.run(request == null ? null : request.campaignId()));
    }
}
