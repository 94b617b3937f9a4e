package io.voxlynx.web.usage;

import io.voxlynx.identity.Role;
import io.voxlynx.usage.CostPeriod;
import io.voxlynx.usage.Costs;
import io.voxlynx.web.http.Dates;
import io.voxlynx.web.identity.CurrentCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("costs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE})
@Tag(name = "Usage and costs")
public class CostResource {

    @Inject
    Costs costs;

    @Inject
    CurrentCaller caller;

    @GET
    @Path("summary")
    @Operation(summary = "All costs so far", description = "Voice users see their own, admins all.")
    public CostSummaryBody summary() {
        return CostSummaryBody.of(costs.summary(caller.get()));
    }

    @GET
    @Path("timeline")
    @Operation(
            summary = "Costs by day, week or month",
            description = "In order, periods without costs included; at most 1,000 of them. Of the first and the last"
                    + " only the days from start_date to end_date count. Voice users see their own costs, admins all.")
    public List<TimelinePointBody> timeline(
            @Parameter(description = "daily if absent") @QueryParam("period") CostPeriod period,
            @Parameter(
                            description = "the first UTC day: YYYY-MM-DD, or an ISO-8601 instant of it; 30 days up to"
                                    + " end_date if absent",
                            example = "2026-01-01")
                    @QueryParam("start_date")
                    String startDate,
            @Parameter(description = "the last UTC day, inclusive; today if absent", example = "2026-01-31")
                    @QueryParam("end_date")
                    String endDate) {
        return costs
                .timeline(
                        caller.get(),
                        period == null ? CostPeriod.daily : period,
                        Dates.day("start_date", startDate),
                        Dates.day("end_date", endDate))
                .stream()
                .map(TimelinePointBody::of)
                .toList();
    }

    @GET
    @Path("by-agent")
    @Operation(
            summary = "Costs of each agent, the costliest first",
            description = "Agents whose sessions used nothing are left out; deleted ones are not. At most 1,000. Voice"
                    + " users see their own agents, admins all.")
    public List<AgentCostBody> byAgent() {
        return costs.byAgent(caller.get()).stream().map(AgentCostBody::of).toList();
    }
}
