package io.voxlynx.web.assistant;

import io.voxlynx.assistant.Assistant;
import io.voxlynx.assistant.AssistantDirectory;
import io.voxlynx.assistant.AssistantFilter;
import io.voxlynx.assistant.AssistantService;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.Page;
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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("assistants")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR})
@Tag(
        name = "Assistants",
        description = "The directory of assistants that campaigns may call with; administrators keep it")
public class AssistantResource {

    private static final int MAX_LIMIT = 100;

    @Inject
    AssistantService assistants;

    @Inject
    AssistantDirectory directory;

    @Context
    UriInfo uri;

    @GET
    @Operation(summary = "List assistants, newest first")
    public AssistantList list(
            @Parameter(description = "Part of the name, in any case") @QueryParam("q") String q,
            @Parameter(description = "Only active, or only inactive ones") @QueryParam("active") Boolean active,
            @QueryParam("page") @DefaultValue("1") int page,
            @Parameter(description = "1 to 100") @QueryParam("limit") @DefaultValue("50") int limit) {
        return AssistantList.of(
                directory.list(new AssistantFilter(q, active), Page.Request.of(page, limit, MAX_LIMIT)));
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make an assistant here and at the provider")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = AssistantBody.class)))
    @APIResponse(responseCode = "502", ref = CommonResponses.PROVIDER_FAILED)
    public Response create(@NotNull @Valid NewAssistant body) {
        return created(assistants.create(body.name().strip(), body.config().toConfig()));
    }

    @POST
    @Path("import")
    @RolesAllowed(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Take an assistant of the provider into the directory",
            description = "One that is listed already is brought up to date. Its configuration is read from the"
                    + " provider; one that the provider does not know is answered with 404.")
    @APIResponse(
            responseCode = "200",
            description = "Was listed already and is up to date now",
            content = @Content(schema = @Schema(implementation = AssistantBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "New in the directory",
            content = @Content(schema = @Schema(implementation = AssistantBody.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    @APIResponse(responseCode = "502", ref = CommonResponses.PROVIDER_FAILED)
    public Response importExisting(@NotNull @Valid AssistantImport body) {
        AssistantDirectory.Import result = assistants.importExisting(
                body.providerAssistantId().strip(),
                Optional.ofNullable(body.name()).map(String::strip));
        return result.isNew()
                ? created(result.assistant())
                : Response.ok(AssistantBody.whole(result.assistant())).build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "An assistant with its configuration")
    public AssistantBody get(@PathParam("id") UUID id) {
        return AssistantBody.whole(directory.get(id));
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change an assistant",
            description = "What is absent stays. A changed configuration is also changed at the provider;"
                    + " name and activity are kept here alone.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = AssistantBody.class)))
    @APIResponse(responseCode = "502", ref = CommonResponses.PROVIDER_FAILED)
    public AssistantBody change(@PathParam("id") UUID id, @NotNull @Valid AssistantPatch body) {
        return AssistantBody.whole(assistants.update(id, body.toChange()));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            summary = "Take an assistant out of the directory",
            description = "It stays at the provider, and finished campaigns still name it.")
    @APIResponse(responseCode = "204", description = "No longer listed")
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public void delete(@PathParam("id") UUID id) {
        assistants.delete(id);
    }

    private Response created(Assistant assistant) {
        URI location = uri.getBaseUriBuilder()
                .path(AssistantResource.class)
                .path(assistant.id().toString())
                .build();
        return Response.created(location).entity(AssistantBody.whole(assistant)).build();
    }
}
