package io.voxlynx.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/**
 * Something to tell a receiver.
 *
 * @param id travels along, so that the receiver can tell a repeat
 * @param subjectId what it is about; those of one subject go out in the order in which they were ordered
 * @param event what happened, e.g. {@code call.answered}; goes out in a header
 * @param url checked by {@link Callbacks#requireDeliverable}; null where the receiver is looked up
 * @param body JSON, goes out as it is
 * @param campaignId to which it belongs; null for none
 * @param ownerId of the campaign, who may see it and have it sent again; null for none
 */
public record CallbackOrder(
        UUID id, UUID subjectId, String event, String url, String body, UUID campaignId, String ownerId) {

    /** Of what belongs to no campaign. */
    public static CallbackOrder of(UUID subjectId, String event, String url, String body) {
        return new CallbackOrder(UuidCreator.getTimeOrderedEpoch(), subjectId, event, url, body, null, null);
    }
}
