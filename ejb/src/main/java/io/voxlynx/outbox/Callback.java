package io.voxlynx.outbox;

import java.util.UUID;

/**
 * One thing to tell one receiver.
 *
 * @param campaignId to which it belongs; null for none
 * @param ownerId of the campaign, whose receiver knows it by his secret; null for none
 * @param resent somebody wants it to go out, wherever its campaign points
 * @param tries how often it was sent, the present try included
 * @param lastStatus the receiver's last answer; null if there was none
 * @param note why the last try failed; null if none did
 * @param overdue not tried again after this try, however many are left
 */
record Callback(
        UUID id,
        UUID subjectId,
        String event,
        String url,
        String body,
        UUID campaignId,
        String ownerId,
        boolean resent,
        int tries,
        Integer lastStatus,
        String note,
        boolean overdue) {

    /** Of the receiver; all of its URL that may be told, since the rest of it may hold secrets. */
    String host() {
        return Callbacks.hostOf(url);
    }
}
