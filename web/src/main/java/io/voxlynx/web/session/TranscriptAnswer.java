package io.voxlynx.web.session;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param added entries that were new; the others were there already */
@Schema(name = "TranscriptAdded")
public record TranscriptAnswer(
        @Schema(required = true, name = "session_id") @JsonbProperty("session_id")
        UUID sessionId,

        @Schema(required = true, description = "Entries that were new; the others were there already.")
        int added) {}
