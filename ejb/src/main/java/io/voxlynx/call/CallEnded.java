package io.voxlynx.call;

import java.util.UUID;

/** A call reached its terminal status and left the line. Fired in the transaction that ends it. */
public record CallEnded(UUID callId, UUID campaignId, CallStatus status) {}
