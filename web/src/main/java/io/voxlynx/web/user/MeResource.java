package io.voxlynx.web.user;

import io.voxlynx.identity.Caller;
import io.voxlynx.identity.DefaultWebhooks;
import io.voxlynx.identity.Role;
import io.voxlynx.identity.UserDirectory;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.webhook.CampaignWebhooks;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
    DefaultWebhooks defaults;

    @Inject
    CampaignWebhooks webhooks;

    @Inject
    CurrentCaller caller;

    @GET
    @Operation(summary = "Who you are here, and what you may do")
    public MeBody get() {
        Caller asking = caller.get();
        return MeBody.of(
                asking, users.ofSubject(asking.subject()), defaults.of(asking.subject()), webhooks.secretOf(asking));
    }

    @PATCH
    @RolesAllowed({Role.ADMIN, Role.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say where the events of your campaigns go",
            description = "Of those that have no webhookUrl of their own. Events that wait to be delivered go where it"
                    + " points now, and are given up where none is left.")
    public MeBody change(@NotNull @Valid WebhookPatch body) {
        webhooks.changeDefault(body.webhookUrl().text(), caller.get());
        return get();
    }
}
