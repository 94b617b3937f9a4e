package io.voxlynx.call;

import io.voxlynx.event.DomainEvents;
import io.voxlynx.event.EventType;
import io.voxlynx.event.NewEvent;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Tells others of a call's moves, as its row says after them. The caller holds the row, so each move is told of once. */
@ApplicationScoped
class CallEvents {

    @Inject
    Database database;

    @Inject
    DomainEvents events;

    void launched(UUID callId) {
        record(EventType.CALL_LAUNCHED, callId);
    }

    /** @param report what it was moved by, as far as it counts */
    void moved(UUID callId, CallStatus before, CallStatus after, CallReport report) {
        typeOf(before, after, report).ifPresent(type -> record(type, callId));
    }

    private static Optional<EventType> typeOf(CallStatus before, CallStatus after, CallReport report) {
        if (before.isTerminal()) {
            return report.tellsResults() ? Optional.of(EventType.CALL_REPORTED) : Optional.empty();
        }
        if (after.isTerminal()) {
            return Optional.of(after == CallStatus.ENDED ? EventType.CALL_ENDED : EventType.CALL_FAILED);
        }
        return after == CallStatus.IN_PROGRESS && before != after
                ? Optional.of(EventType.CALL_ANSWERED)
                : Optional.empty();
    }

    private void record(EventType type, UUID callId) {
        events.record(database.inTransaction(handle -> handle.createQuery("""
                        select p.owner_id, c.campaign_id, c.contact_id, c.attempt, c.provider_call_id, c.status,
                            c.ended_reason, c.duration_seconds, c.cost, c.success_evaluation
                        from calls c join campaigns p on p.id = c.campaign_id where c.id = ?""")
                .bind(0, callId)
                .map((row, context) -> NewEvent.of(type, callId, row.getString("owner_id"))
                        .with("campaignId", row.getObject("campaign_id", UUID.class))
                        .with("contactId", row.getObject("contact_id", UUID.class))
                        .with("attempt", row.getInt("attempt"))
                        .with("providerCallId", row.getString("provider_call_id"))
                        .with("status", row.getString("status"))
                        .withWords("reason", row.getString("ended_reason"))
                        .with("seconds", row.getBigDecimal("duration_seconds"))
                        .with("cost", row.getBigDecimal("cost"))
                        .with("successful", row.getObject("success_evaluation", Boolean.class)))
                .one()));
    }
}
