package io.voxlynx.web.phoneline;

import io.voxlynx.campaign.CampaignService;
import io.voxlynx.dispatch.PhoneLine;
import io.voxlynx.dispatch.PhoneLines;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.InvalidInput;
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
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("health/phone-line")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR})
@Tag(name = "Phone line")
public class PhoneLineResource {

    @Inject
    PhoneLines phoneLines;

    @Inject
    CampaignService campaigns;

    @Inject
    CurrentCaller caller;

    @GET
    @Operation(
            summary = "How busy a phone line is",
            description = "For information only; looked up at the provider at most every 30 seconds. Name the line"
                    + " by phoneNumberId, or by a campaign that uses it.")
    @APIResponse(
            responseCode = "200",
            description = "As it was at lastChecked",
            content = @Content(schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    public Body check(@QueryParam("phoneNumberId") String phoneNumberId, @QueryParam("campaignId") UUID campaignId) {
        if (phoneNumberId == null && campaignId == null) {
            throw InvalidInput.field("phoneNumberId", null, "a phone number id, or a campaignId");
        }
        String line = phoneNumberId != null
                ? phoneNumberId
                : campaigns.get(campaignId, caller.get()).phoneNumberId();
        return Body.of(phoneLines.check(line));
    }

    @Schema(name = "PhoneLine")
    public record Body(
            String phoneNumberId,

            @Schema(description = "Left out when the provider cannot be asked")
            Integer activeCalls,

            Instant lastChecked,

            @Schema(
                    type = SchemaType.STRING,
                    enumeration = {"healthy", "busy", "error"})
            String status,

            String provider) {

        static Body of(PhoneLine line) {
            return new Body(
                    line.phoneNumberId(),
                    line.activeCalls(),
                    line.lastChecked(),
                    line.condition().name().toLowerCase(Locale.ROOT),
                    "vapi");
        }
    }
}
