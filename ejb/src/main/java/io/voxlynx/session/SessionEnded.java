package io.voxlynx.session;

import java.util.UUID;

/** A session reached its terminal status. Fired in the transaction that ends it. */
public record SessionEnded(UUID sessionId, String ownerId, UUID agentId, SessionStatus status) {}
