package io.voxlynx.web.telephony;

import io.voxlynx.session.CallState;
import io.voxlynx.session.Direction;
import io.voxlynx.session.SessionStatus;
import io.voxlynx.session.VoiceSession;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CallStatusResponse")
public record CallBody(
        @Schema(required = true) @JsonbProperty("call_id") UUID callId,

        @Schema(required = true, description = "of the session")
        SessionStatus status,

        @Schema(required = true, description = "of the telephone call") @JsonbProperty("call_status")
        CallState callStatus,

        @Schema(required = true) @JsonbProperty("call_direction")
        Direction callDirection,

        @JsonbProperty("outbound_phone_number") String outboundPhoneNumber,
        @Schema(required = true) @JsonbProperty("room_name") String roomName,

        @Schema(description = "when somebody took it") @JsonbProperty("started_at")
        Instant startedAt,

        @JsonbProperty("ended_at") Instant endedAt,

        @Schema(description = "seconds of conversation, once it is over")
        BigDecimal duration) {

    static CallBody of(VoiceSession call) {
        return new CallBody(
                call.id(),
                call.status(),
                call.callState(),
                call.direction(),
                call.phoneNumber(),
                call.roomName(),
                call.startedAt(),
                call.endedAt(),
                call.durationSeconds());
    }

    @Schema(name = "OutboundCallResponse")
    public record Ordered(
            @Schema(required = true) @JsonbProperty("call_id")
            UUID callId,

            @Schema(required = true) @JsonbProperty("room_name")
            String roomName,

            @Schema(required = true) CallState status) {}
}
