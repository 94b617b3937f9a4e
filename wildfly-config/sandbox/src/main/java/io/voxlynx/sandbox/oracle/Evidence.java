package io.voxlynx.sandbox.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that is known about a campaign that is over: what the provider's logs say and what the database says.
 *
 * @param heldLines lines that its calls still hold
 * @param leakedLines lines counted in use over all campaigns beyond those that calls hold
 * @param allowedChanges changes of the event log that the database did not refuse
 * @param dials the phones that rang for its calls
 * @param others the phones that rang for others meanwhile
 * @param strangers the phones that rang meanwhile for attempts that nobody of ours knows
 * @param deliveries of webhooks about these dials
 */
record Evidence(
        CampaignRow campaign,
        long heldLines,
        long leakedLines,
        List<String> allowedChanges,
        List<CallRow> calls,
        List<EventRow> events,
        List<InboxRow> inbox,
        List<Dial> dials,
        List<Dial> others,
        List<Dial> strangers,
        List<Delivery> deliveries) {

    /** @param countedContacts by the table of contacts, as opposed to the campaign's own number */
    record CampaignRow(UUID id, String status, int cap, long contacts, long countedContacts, Counters counters) {

        boolean isCompleted() {
            return status.equals("COMPLETED");
        }

        boolean isCanceled() {
            return status.equals("CANCELED");
        }

        boolean isOver() {
            return Set.of("COMPLETED", "CANCELED", "FAILED").contains(status);
        }
    }

    /** A campaign's figures. */
    record Counters(
            long claimed,
            long active,
            long ended,
            long failed,
            long canceled,
            long timeout,
            long successes,
            long costed,
            BigDecimal cost,
            long timed,
            BigDecimal seconds) {

        /** The numbers that are equal when they are written alike, as decimals need not be. */
        List<Long> numbers() {
            return List.of(claimed, active, ended, failed, canceled, timeout, successes, costed, timed);
        }
    }

    /** @param phone the contact's number */
    record CallRow(
            UUID id,
            UUID contactId,
            String phone,
            int attempt,
            String status,
            boolean slotHeld,
            String launchState,
            String providerCallId,
            Instant queuedAt,
            BigDecimal cost,
            BigDecimal seconds,
            Boolean success) {

        boolean isOver() {
            return Fold.isTerminal(status);
        }

        String contactAndAttempt() {
            return contactId + "#" + attempt;
        }
    }

    /** @param inboxId the webhook it came with; null for one of our own */
    record EventRow(long id, UUID callId, String status, Long inboxId, Instant recordedAt) {}

    /** @param open to be tried again @param cost what a report says; null if nothing */
    record InboxRow(long id, Delivery.Event event, String sha256, String state, boolean open, BigDecimal cost) {}

    Map<String, CallRow> callsById() {
        return calls.stream().collect(Collectors.toMap(call -> call.id().toString(), Function.identity()));
    }
}
