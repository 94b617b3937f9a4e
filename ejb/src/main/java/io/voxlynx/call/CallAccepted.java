package io.voxlynx.call;

import java.util.UUID;

/** The provider has the call, and its id is known from now on. Fired in the transaction that records it. */
public record CallAccepted(UUID callId, UUID campaignId, String providerCallId) {}
