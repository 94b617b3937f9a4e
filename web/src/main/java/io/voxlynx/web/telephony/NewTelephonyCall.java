package io.voxlynx.web.telephony;

import io.voxlynx.shared.PhoneNumber;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "NewTelephonyCall")
public record NewTelephonyCall(
        @NotNull @JsonbProperty("agent_id") UUID agentId,

        @NotNull
        @Pattern(regexp = PhoneNumber.E164, message = "an E.164 telephone number: +14155550100")
        @JsonbProperty("phone_number")
        String phoneNumber) {}
