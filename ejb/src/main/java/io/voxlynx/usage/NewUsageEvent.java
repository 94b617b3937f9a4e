package io.voxlynx.usage;

import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.InvalidInput;
import java.util.Objects;
import java.util.UUID;

/**
 * Usage that is reported.
 *
 * @param userId whose session it is
 * @param agentId null for the session's
 * @param data what was measured, to be charged by our rates; else null
 * @param charge what it costs by somebody else's account; else null
 */
public record NewUsageEvent(
        UUID sessionId,
        String userId,
        UUID agentId,
        ProviderName provider,
        UsageType type,
        UsageData data,
        Charge charge) {

    public NewUsageEvent {
        if ((data == null) == (charge == null)) {
            throw new IllegalArgumentException("either data or a charge");
        }
        if (data != null && data.type() != type) {
            throw new IllegalArgumentException("data of another type");
        }
    }

    /** @throws InvalidInput if it speaks of another user or agent than the session's */
    void requireOf(VoiceSession session) {
        if (!session.ownerId().equals(userId)) {
            throw InvalidInput.field("user_id", userId, "the owner of the session");
        }
        if (agentId != null && !agentId.equals(session.agentId())) {
            throw InvalidInput.field("agent_id", agentId, "the agent of the session");
        }
    }

    /** Whether this is what led to that event. Rates may have changed since, so what we charged says nothing. */
    boolean ledTo(UsageEvent event) {
        return event.sessionId().equals(sessionId)
                && event.ownerId().equals(userId)
                && (agentId == null || event.agentId().equals(agentId))
                && event.provider().equals(provider)
                && event.type() == type
                && Objects.equals(event.data(), data)
                && (charge == null || event.charge().equals(charge));
    }
}
