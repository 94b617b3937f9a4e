package io.voxlynx.web.telephony;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "TransferResponse")
public record TransferBody(
        @Schema(required = true) @JsonbProperty("session_id")
        UUID sessionId,

        @Schema(
                required = true,
                enumeration = {"warm", "cold"})
        @JsonbProperty("transfer_type")
        String transferType,

        @Schema(required = true) @JsonbProperty("transferred_to")
        String transferredTo,

        @Schema(
                required = true,
                enumeration = {"completed"})
        String status,

        @Schema(required = true) String message) {

    static TransferBody of(UUID sessionId, TransferRequest request) {
        String message = switch (request.transferType()) {
            case WARM -> "The human is in the conversation";
            case COLD -> "The call was handed over";
        };
        return new TransferBody(sessionId, request.type(), request.phoneNumber(), "completed", message);
    }
}
