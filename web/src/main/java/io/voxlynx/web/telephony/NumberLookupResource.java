package io.voxlynx.web.telephony;

import io.voxlynx.agent.Agent;
import io.voxlynx.agent.AgentDirectory;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.PhoneNumber;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("telephony/lookup")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE, Role.WORKER})
@Tag(name = "Agents")
public class NumberLookupResource {

    @Inject
    AgentDirectory agents;

    @Inject
    CurrentCaller caller;

    @GET
    @Operation(
            summary = "Which agent answers a number",
            description = "For the agents' worker and admins any number, for voice users those of their own agents.")
    @APIResponse(
            responseCode = "200",
            description = "The agent",
            content = @Content(schema = @Schema(implementation = NumberBody.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    public NumberBody lookup(
            @Parameter(required = true, description = "E.164; the plus sign is %2B in a query")
                    @QueryParam("phone_number")
                    String phoneNumber) {
        Caller asking = caller.get();
        if (phoneNumber == null || !phoneNumber.matches(PhoneNumber.E164)) {
            throw InvalidInput.field("phone_number", phoneNumber, "an E.164 telephone number: +14155550100");
        }
        PhoneNumber number = new PhoneNumber(phoneNumber);
        Agent agent = agents.answering(number).orElseThrow(() -> new NotFound("Agent of this number", phoneNumber));
        if (!asking.mayServe(agent.ownerId())) {
            throw NotFound.anothers("Agent of this number", phoneNumber);
        }
        return NumberBody.of(number, agent);
    }
}
