package io.voxlynx.inbox;

import java.time.Instant;

/** A webhook as it was received. @param groupKey the provider's id of what it is about, null if it named none */
public record InboxMessage(
        long id, String source, String dedupeKey, String groupKey, byte[] body, Instant receivedAt) {}
