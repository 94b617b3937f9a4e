package io.voxlynx.web.telephony;

import io.voxlynx.session.CallState;
import io.voxlynx.session.VoiceSession;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param status in lower case; of a call that nobody answered it is failed */
@Schema(name = "TelephonyCall")
public record TelephonyCallBody(
        @Schema(required = true) @JsonbProperty("call_id") UUID callId,

        @Schema(
                required = true,
                enumeration = {"ringing", "answered", "completed", "failed"})
        String status,

        @Schema(description = "seconds of conversation, once it is over")
        BigDecimal duration,

        @JsonbProperty("phone_number") String phoneNumber) {

    static TelephonyCallBody of(VoiceSession call) {
        return new TelephonyCallBody(call.id(), word(call.callState()), call.durationSeconds(), call.phoneNumber());
    }

    private static String word(CallState state) {
        return switch (state) {
            case RINGING -> "ringing";
            case ANSWERED -> "answered";
            case COMPLETED -> "completed";
            case FAILED, NO_ANSWER -> "failed";
        };
    }

    /** What the order is answered with: the call and its state, no more. */
    @Schema(name = "TelephonyCallOrdered")
    public record Ordered(
            @Schema(required = true) @JsonbProperty("call_id")
            UUID callId,

            @Schema(
                    required = true,
                    enumeration = {"ringing"})
            String status) {}

    @Schema(name = "TelephonyCallEnded")
    public record Ended(@Schema(required = true) boolean success) {}
}
