package io.voxlynx.web.audit;

import io.voxlynx.audit.AuditFilter;
import io.voxlynx.audit.AuditTrail;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.Page;
import io.voxlynx.web.http.Dates;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
@Tag(name = "Audit", description = "Who changed who may do what, and who was refused")
public class AuditResource {

    private static final int MAX_LIMIT = 500;

    @Inject
    AuditTrail trail;

    @GET
    @Operation(
            summary = "Read the audit log, newest first",
            description = "Changes: user.invited, user.joined, user.allowed, user.revoked, user.role_changed,"
                    + " user.first_admin, user.webhook_changed, key.created, key.revoked, campaign.webhook_changed,"
                    + " campaign.webhook_events_changed, webhook.resent, webhook.tested. Refusals: access.unauthenticated (401),"
                    + " access.forbidden (403), access.foreign (404, because it is somebody else's),"
                    + " access.limited (429).")
    public AuditPage read(
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit,
            @Parameter(description = "Go on from this entry: the answer's next") @QueryParam("before") Long before,
            @Parameter(description = "The subject who did it, or tried to") @QueryParam("actor") String actor,
            @QueryParam("action") String action,
            @Parameter(
                            description =
                                    "An id; of refusals method and path, such as GET /api/agents, or JMS and a command")
                    @QueryParam("target")
                    String target,
            @Parameter(description = "Then or later: a UTC day (YYYY-MM-DD) or an ISO-8601 instant") @QueryParam("from")
                    String from,
            @Parameter(description = "Then or earlier; a day is inside with all its hours") @QueryParam("to")
                    String to) {
        int most = Page.Request.of(1, limit, MAX_LIMIT).limit();
        AuditFilter filter = new AuditFilter(actor, action, target, Dates.first("from", from), Dates.after("to", to));
        // One more than was asked for, to know whether there is one.
        return AuditPage.of(trail.read(filter, before, most + 1), most);
    }
}
