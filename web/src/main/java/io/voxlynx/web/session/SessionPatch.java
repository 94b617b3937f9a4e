package io.voxlynx.web.session;

import io.voxlynx.session.CallState;
import io.voxlynx.session.SessionMove;
import io.voxlynx.session.SessionStatus;
import jakarta.json.bind.annotation.JsonbProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "Where the session is now: status or call_status, or both where they agree.")
public record SessionPatch(
        SessionStatus status,

        @Schema(name = "call_status") @JsonbProperty("call_status")
        CallState callStatus,

        @Schema(
                name = "end_reason",
                description = "Why it ended: up to 64 lower-case letters, digits and underscores; only beside a state"
                        + " that ends it.")
        @JsonbProperty("end_reason")
        String endReason) {

    SessionMove toMove() {
        return new SessionMove(status, callStatus, endReason);
    }
}
