package io.voxlynx.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Which callbacks to read; null in a component stands for any.
 *
 * @param ownerId of the campaign
 * @param subjectId what it is about: a call, a campaign, a session
 * @param host of the receiver, in lower case
 * @param from when it was ordered
 * @param until exclusive
 */
public record CallbackFilter(
        String ownerId,
        CallbackState state,
        String event,
        UUID campaignId,
        UUID subjectId,
        String host,
        Instant from,
        Instant until) {}
