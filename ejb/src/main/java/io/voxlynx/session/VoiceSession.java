package io.voxlynx.session;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A session as it is now.
 *
 * @param direction null for a session over the web, which has no call either
 * @param callState where its telephone call is
 * @param phoneNumber the other side's, E.164; null over the web and where it is withheld
 * @param sipIdentity the other side's participant in the room, if it is on the telephone
 * @param startedAt answered, or joined; null until then
 * @param durationSeconds of the conversation; null while it lasts, or if there was none
 */
public record VoiceSession(
        UUID id,
        String ownerId,
        UUID agentId,
        String roomName,
        Direction direction,
        SessionStatus status,
        CallState callState,
        String phoneNumber,
        String sipIdentity,
        String endReason,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        BigDecimal durationSeconds,
        Transfer transfer) {

    public boolean isOver() {
        return status.isTerminal();
    }

    /** A transfer that went through. @param type {@code warm} or {@code cold} @param to E.164 */
    public record Transfer(String type, String to, Instant at) {}
}
