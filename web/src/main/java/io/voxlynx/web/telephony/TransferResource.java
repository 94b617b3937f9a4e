package io.voxlynx.web.telephony;

import io.voxlynx.identity.Role;
import io.voxlynx.shared.PhoneNumber;
import io.voxlynx.telephony.Transfers;
import io.voxlynx.web.http.Paths;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("sessions/" + Paths.SESSION_ID + "/transfer")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE, Role.WORKER})
@Tag(name = "Sessions")
public class TransferResource {

    @Inject
    Transfers transfers;

    @Inject
    CurrentCaller caller;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Hand a caller over to a human",
            description = "Answered when the human has taken the call, or it is clear that he will not: up to a minute"
                    + " and a half. `warm`: he is dialled into the conversation, which goes on. `cold`: the telephone"
                    + " network connects the two, and the session is over; a session over the web has no call for that."
                    + " Once only; after a refusal it may be tried again.")
    @APIResponse(
            responseCode = "200",
            description = "The human is on the line",
            content = @Content(schema = @Schema(implementation = TransferBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    @APIResponse(responseCode = "502", ref = CommonResponses.PROVIDER_FAILED)
    public void transfer(
            @PathParam("id") UUID id, @NotNull @Valid TransferRequest body, @Suspended AsyncResponse response) {
        transfers
                .transfer(caller.get(), id, body.transferType(), new PhoneNumber(body.phoneNumber()))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        response.resume(TransferBody.of(id, body));
                    } else {
                        response.resume(reason(failure));
                    }
                });
    }

    private static Throwable reason(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
