package io.voxlynx.web.user;

import io.voxlynx.identity.Access;
import io.voxlynx.identity.DefaultWebhooks;
import io.voxlynx.identity.EmailAddress;
import io.voxlynx.identity.Role;
import io.voxlynx.identity.User;
import io.voxlynx.identity.UserDirectory;
import io.voxlynx.identity.UserFilter;
import io.voxlynx.shared.Page;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import io.voxlynx.webhook.CampaignWebhooks;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

@Path("users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
@Tag(name = "Users", description = "Who may come in, and as what")
public class UserResource {

    private static final int MAX_LIMIT = 100;

    @Inject
    UserDirectory users;

    @Inject
    DefaultWebhooks defaults;

    @Inject
    CampaignWebhooks webhooks;

    @Inject
    CurrentCaller caller;

    @Context
    UriInfo uri;

    @GET
    @Operation(
            summary = "List people, newest first",
            description = "Everybody who ever signed in, and who was invited.")
    public UserList list(
            @QueryParam("page") @DefaultValue("1") int page,
            @Parameter(description = "1 to 100") @QueryParam("limit") @DefaultValue("20") int limit,
            @QueryParam("access") Access access,
            @Parameter(description = "Who may use this role: admin, operator, voice or agent-worker")
                    @QueryParam("role")
                    String role,
            @Parameter(description = "Part of the e-mail address or the subject, in any case") @QueryParam("search")
                    String search) {
        return UserList.of(users.list(new UserFilter(access, role, search), Page.Request.of(page, limit, MAX_LIMIT)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Invite somebody",
            description = "Whoever first signs in with this address is allowed. Nothing is sent to it. Somebody who has"
                    + " signed in before is allowed instead (409).")
    @APIResponse(
            responseCode = "201",
            description = "Invited",
            content = @Content(schema = @Schema(implementation = UserBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public Response invite(@NotNull @Valid InvitationRequest body) {
        User user = users.invite(caller.get(), EmailAddress.of(body.email()), body.role());
        URI location = uri.getBaseUriBuilder()
                .path(UserResource.class)
                .path(user.id().toString())
                .build();
        return Response.created(location).entity(body(user)).build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Somebody")
    public UserBody get(@PathParam("id") UUID id) {
        return body(users.get(id));
    }

    @POST
    @Path("{id}/allow")
    @Operation(summary = "Let somebody in", description = "Also somebody whose access was revoked.")
    public UserBody allow(@PathParam("id") UUID id) {
        return body(users.allow(caller.get(), id));
    }

    @POST
    @Path("{id}/revoke")
    @Operation(
            summary = "Let somebody in no longer",
            description = "From his next request on, on every node, whatever his token says; his API keys with him."
                    + " What he owns stays. Nobody revokes himself (409).")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = UserBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public UserBody revoke(@PathParam("id") UUID id) {
        return body(users.revoke(caller.get(), id));
    }

    @PUT
    @Path("{id}/role")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Decide what somebody may do",
            description = "From his next request on, in place of what his token says. Nobody demotes himself (409).")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = UserBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public UserBody setRole(@PathParam("id") UUID id, @NotNull @Valid RoleRequest body) {
        return body(users.setRole(caller.get(), id, body.role()));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say where the events of somebody's campaigns go",
            description = "Of those that have no webhookUrl of their own. Events that wait to be delivered go where it"
                    + " points now, and are given up where none is left.")
    public UserBody change(@PathParam("id") UUID id, @NotNull @Valid WebhookPatch body) {
        webhooks.changeDefault(id, body.webhookUrl().text(), caller.get());
        return get(id);
    }

    private UserBody body(User user) {
        return UserBody.of(user, defaults.of(user.id()));
    }
}
