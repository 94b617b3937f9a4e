package io.voxlynx.web.session;

import io.voxlynx.session.CallAnalysis;
import io.voxlynx.session.CallState;
import io.voxlynx.session.Direction;
import io.voxlynx.session.SessionStatus;
import io.voxlynx.session.TranscriptEntry;
import io.voxlynx.session.VoiceSession;
import io.voxlynx.session.VoiceSession.Transfer;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session with both generations of fields. */
@Schema(name = "Session")
public record SessionBody(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID agentId,
        @Schema(required = true) SessionStatus status,
        @Schema(required = true) String roomName,
        @Schema(required = true) Instant createdAt,

        @Schema(description = "Somebody answered, or joined.")
        Instant startedAt,

        Instant endedAt,

        @Schema(description = "What was said, in its order; left out in lists.")
        List<Entry> transcript,

        @Schema(description = "Seconds from startedAt to endedAt, once there are both.")
        BigDecimal duration,

        @Schema(description = "Left out in lists, and until there is one.")
        AnalysisBody analysis,

        @Schema(description = "Left out for a session over the web.")
        DirectionWord direction,

        String transferredTo,
        @Schema(enumeration = {"warm", "cold"}) String transferType,
        Instant transferTimestamp,

        @Schema(name = "call_direction") @JsonbProperty("call_direction")
        Direction callDirection,

        @Schema(name = "outbound_phone_number", description = "Who was called.") @JsonbProperty("outbound_phone_number")
        String outboundPhoneNumber,

        @Schema(name = "call_status") @JsonbProperty("call_status")
        CallState callStatus) {

    @Schema(name = "TranscriptEntry")
    public record Entry(
            @Schema(required = true) String speaker,
            @Schema(required = true) String text,
            @Schema(required = true) Instant timestamp) {

        static Entry of(TranscriptEntry entry) {
            return new Entry(entry.speaker(), entry.text(), entry.spokenAt());
        }
    }

    static SessionBody listed(VoiceSession session) {
        return of(session, null, null);
    }

    static SessionBody whole(VoiceSession session, List<TranscriptEntry> transcript, Optional<CallAnalysis> analysis) {
        return of(
                session,
                transcript.stream().map(Entry::of).toList(),
                analysis.map(AnalysisBody::of).orElse(null));
    }

    private static SessionBody of(VoiceSession session, List<Entry> transcript, AnalysisBody analysis) {
        Optional<Transfer> transfer = Optional.ofNullable(session.transfer());
        return new SessionBody(
                session.id(),
                session.agentId(),
                session.status(),
                session.roomName(),
                session.createdAt(),
                session.startedAt(),
                session.endedAt(),
                transcript,
                session.durationSeconds(),
                analysis,
                DirectionWord.of(session.direction()),
                transfer.map(Transfer::to).orElse(null),
                transfer.map(Transfer::type).orElse(null),
                transfer.map(Transfer::at).orElse(null),
                session.direction(),
                session.direction() == Direction.OUTBOUND ? session.phoneNumber() : null,
                session.callState());
    }
}
