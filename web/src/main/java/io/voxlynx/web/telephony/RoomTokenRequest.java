package io.voxlynx.web.telephony;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "RoomTokenRequest")
public record RoomTokenRequest(
        @NotNull @JsonbProperty("agentId") UUID agentId,

        @NotNull
        @Pattern(regexp = "[A-Za-z0-9_-]{1,128}", message = "1 to 128 letters, digits, hyphens and underscores")
        @JsonbProperty("roomName")
        String roomName) {}
