package io.voxlynx.campaign;

import io.voxlynx.event.DomainEvents;
import io.voxlynx.event.EventType;
import io.voxlynx.event.NewEvent;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Tells others of a campaign's moves, with its figures as they are then. */
@ApplicationScoped
public class CampaignEvents {

    @Inject
    Database database;

    @Inject
    DomainEvents events;

    /** In the transaction of the move and after it, while the campaign's row is locked. */
    public void record(EventType type, UUID campaignId) {
        events.record(database.inTransaction(handle -> handle.createQuery("""
                        select owner_id, status, status_reason, total_contacts, claimed_contacts, ended_calls, failed_calls,
                            canceled_calls, timeout_calls, successful_calls, total_cost, total_talk_seconds
                        from campaigns where id = ?""")
                .bind(0, campaignId)
                .map((row, context) -> NewEvent.of(type, campaignId, row.getString("owner_id"))
                        .with("status", row.getString("status"))
                        .withWords("reason", row.getString("status_reason"))
                        .with("totalContacts", row.getInt("total_contacts"))
                        .with("claimedContacts", row.getInt("claimed_contacts"))
                        .with("endedCalls", row.getInt("ended_calls"))
                        .with("failedCalls", row.getInt("failed_calls"))
                        .with("canceledCalls", row.getInt("canceled_calls"))
                        .with("timedOutCalls", row.getInt("timeout_calls"))
                        .with("successfulCalls", row.getInt("successful_calls"))
                        .with("totalCost", row.getBigDecimal("total_cost"))
                        .with("totalTalkSeconds", row.getBigDecimal("total_talk_seconds")))
                .one()));
    }
}
