package io.voxlynx.web.apikey;

import io.voxlynx.identity.ApiKeys;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("api-keys")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR, Role.VOICE})
@Tag(
        name = "API keys",
        description = "What machines show instead of a token. People look after them: a key cannot (403)")
public class ApiKeyResource {

    private static final int MAX_LIMIT = 100;

    @Inject
    ApiKeys keys;

    @Inject
    CurrentCaller caller;

    @GET
    @Operation(summary = "List your keys, newest first", description = "Revoked and expired ones, too. Admins see all.")
    public ApiKeyList list(
            @QueryParam("page") @DefaultValue("1") int page,
            @Parameter(description = "1 to 100") @QueryParam("limit") @DefaultValue("20") int limit,
            @Parameter(description = "Only those of this user") @QueryParam("userId") UUID userId) {
        return ApiKeyList.of(keys.list(caller.get(), userId, Page.Request.of(page, limit, MAX_LIMIT)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make a key",
            description =
                    "It speaks for you, with those of its scopes that you have at the time of each request. The answer"
                            + " is the only one that holds it. You may have 50 that are neither revoked nor expired (409).")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = NewApiKeyBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public Response make(@NotNull @Valid ApiKeyRequest body) {
        return Response.status(Response.Status.CREATED)
                .entity(NewApiKeyBody.of(keys.make(caller.get(), body.order())))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Revoke a key",
            description = "From its next request on, on every node; one of your own, or, as an admin, anybody's.")
    @APIResponse(responseCode = "204", description = "Revoked, or was before")
    public void revoke(@PathParam("id") UUID id) {
        keys.revoke(caller.get(), id);
    }
}
