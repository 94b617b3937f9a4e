package io.voxlynx.web.user;

import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Role;
import io.voxlynx.identity.UserDirectory;
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

@Path("me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR, Role.VOICE, Role.WORKER})
@Tag(name = "Users")
public class MeResource {

    @Inject
    UserDirectory users;

    @Inject
    CurrentCaller caller;

    @GET
    @Operation(summary = "Who you are here, and what you may do")
    public MeBody get() {
        Caller asking = caller.get();
        return MeBody.of(asking, users.ofSubject(asking.subject()));
    }
}
