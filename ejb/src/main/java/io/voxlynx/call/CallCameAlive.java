package io.voxlynx.call;

import java.util.UUID;

/** The provider reported a first sign of life of a call: it rings, talks, or is over. Same transaction. */
public record CallCameAlive(UUID callId, UUID campaignId) {}
