package io.voxlynx.web.telephony;

import io.voxlynx.shared.PhoneNumber;
import io.voxlynx.telephony.TransferType;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param type warm: the human comes into the conversation; cold: the call goes over to him and leaves us */
@Schema(name = "TransferRequest")
public record TransferRequest(
        @NotNull
        @Pattern(regexp = PhoneNumber.E164, message = "an E.164 telephone number: +14155550100")
        @JsonbProperty("phone_number")
        String phoneNumber,

        @Schema(enumeration = {"warm", "cold"}) @NotNull @Pattern(regexp = "warm|cold", message = "warm or cold")
        String type) {

    TransferType transferType() {
        return TransferType.valueOf(type.toUpperCase(Locale.ROOT));
    }
}
