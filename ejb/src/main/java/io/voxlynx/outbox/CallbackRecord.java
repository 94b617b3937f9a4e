package io.voxlynx.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * A callback as those see it who look after its receiver: neither path nor query of the URL, which may hold secrets.
 *
 * @param campaignId null for what belongs to no campaign
 * @param lastStatus the receiver's last answer; null if there was none
 * @param reason why the last try failed; null if none did, and while it is being sent
 * @param nextTryAt not before; null unless pending
 * @param finishedAt when it was delivered or given up
 */
public record CallbackRecord(
        UUID id,
        String event,
        UUID subjectId,
        UUID campaignId,
        String host,
        CallbackState state,
        int tries,
        Integer lastStatus,
        String reason,
        Instant createdAt,
        Instant nextTryAt,
        Instant finishedAt) {}
