package io.voxlynx.web.agent;

import io.voxlynx.agent.Agent;
import io.voxlynx.agent.AgentDirectory;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.Page;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("agents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE})
@Tag(name = "Agents", description = "Voice agents on LiveKit")
public class AgentResource {

    private static final int MAX_LIMIT = 100;

    @Inject
    AgentDirectory agents;

    @Inject
    CurrentCaller caller;

    @Context
    UriInfo uri;

    @GET
    @Operation(summary = "List agents, newest first", description = "Users see their own, admins all.")
    public AgentList list(
            @QueryParam("page") @DefaultValue("1") int page,
            @Parameter(description = "1 to 100") @QueryParam("limit") @DefaultValue("20") int limit) {
        return AgentList.of(agents.list(caller.get(), Page.Request.of(page, limit, MAX_LIMIT)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make an agent", description = "It is the caller's.")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = AgentBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public Response create(@NotNull @Valid AgentRequest body) {
        Agent agent = agents.add(caller.get(), body.toProfile());
        URI location = uri.getBaseUriBuilder()
                .path(AgentResource.class)
                .path(agent.id().toString())
                .build();
        return Response.created(location).entity(AgentBody.of(agent)).build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.ADMIN, Role.VOICE, Role.WORKER})
    @Operation(summary = "An agent", description = "The agents' worker may read any, since it speaks as them.")
    public AgentBody get(@PathParam("id") UUID id) {
        return AgentBody.of(agents.get(caller.get(), id));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replace an agent",
            description = "It becomes what the body says: an absent number or config is taken away.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = AgentBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public AgentBody replace(@PathParam("id") UUID id, @NotNull @Valid AgentRequest body) {
        return AgentBody.of(agents.replace(caller.get(), id, body.toProfile()));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Delete an agent",
            description =
                    "It holds no new sessions and its number is free again; its past ones stay, with their costs.")
    public DeletedBody delete(@PathParam("id") UUID id) {
        agents.remove(caller.get(), id);
        return new DeletedBody(true);
    }
}
