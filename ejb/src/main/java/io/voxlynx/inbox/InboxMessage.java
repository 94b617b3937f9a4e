package io.voxlynx.inbox;

import java.time.Instant;

/** A webhook as it was received. @param body as it was signed */
public record InboxMessage(long id, String source, byte[] body, Instant receivedAt) {}
