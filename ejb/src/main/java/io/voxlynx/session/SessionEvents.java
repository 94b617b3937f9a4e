package io.voxlynx.session;

import io.voxlynx.event.DomainEvents;
import io.voxlynx.event.EventType;
import io.voxlynx.event.NewEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Tells others of a session's moves. The caller holds its row, so each move is told of once. */
@ApplicationScoped
public class SessionEvents {

    @Inject
    DomainEvents events;

    @Inject
    Sessions sessions;

    /** The word that somebody answered may come after the end, and is told of then. */
    void moved(VoiceSession before, Fold after) {
        if (before.startedAt() == null && after.startedAt() != null) {
            record(EventType.SESSION_STARTED, before.id());
        }
        if (after.status().isTerminal() && !before.isOver()) {
            record(EventType.SESSION_ENDED, before.id());
        }
    }

    /** In the transaction that writes down that it was done. */
    public void transferred(UUID sessionId) {
        record(EventType.SESSION_TRANSFERRED, sessionId);
    }

    private void record(EventType type, UUID sessionId) {
        VoiceSession session = sessions.find(sessionId).orElseThrow();
        events.record(NewEvent.of(type, sessionId, session.ownerId())
                .with("agentId", session.agentId())
                .with("direction", session.direction())
                .with("status", session.status())
                .with("callStatus", session.callState())
                .with("reason", session.endReason())
                .with("seconds", session.durationSeconds())
                .with(
                        "transfer",
                        session.transfer() == null ? null : session.transfer().type()));
    }
}
