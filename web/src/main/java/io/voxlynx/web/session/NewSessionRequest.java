package io.voxlynx.web.session;

import io.voxlynx.session.SessionOrder;
import io.voxlynx.shared.PhoneNumber;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "NewSession")
public record NewSessionRequest(
        @Schema(required = true, name = "agent_id") @JsonbProperty("agent_id") @NotNull
        UUID agentId,

        @Schema(required = true, name = "room_name", description = "The room at LiveKit.")
        @JsonbProperty("room_name")
        @NotBlank
        @Size(max = 128)
        String roomName,

        @Schema(description = "Left out for a session over the web.")
        DirectionWord direction,

        @Schema(name = "phone_number", description = "The other side's, E.164; needs a direction.")
        @JsonbProperty("phone_number")
        @Pattern(regexp = PhoneNumber.E164, message = "an E.164 number such as +14155550100")
        String phoneNumber,

        @Schema(name = "user_id", description = "If there, it must be the agent's owner, who owns the session.")
        @JsonbProperty("user_id")
        @Size(max = 255)
        String userId) {

    SessionOrder toOrder() {
        return new SessionOrder(
                agentId,
                roomName,
                Optional.ofNullable(direction).map(DirectionWord::direction),
                Optional.ofNullable(phoneNumber).map(PhoneNumber::new),
                Optional.ofNullable(userId));
    }
}
