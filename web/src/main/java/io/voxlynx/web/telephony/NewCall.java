package io.voxlynx.web.telephony;

import io.voxlynx.shared.PhoneNumber;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param callbackUrl who is told of the call's states; null for nobody */
@Schema(name = "NewCall")
public record NewCall(
        @NotNull @JsonbProperty("agent_id") UUID agentId,

        @NotNull
        @Pattern(regexp = PhoneNumber.E164, message = "an E.164 telephone number: +14155550100")
        @JsonbProperty("phone_number")
        String phoneNumber,

        @Size(max = 2000) @JsonbProperty("callback_url") String callbackUrl) {}
