package io.voxlynx.session;

import java.time.Instant;
import java.util.UUID;

/** The call of a session moved. Fired in the transaction that moves it. */
public record CallStateChanged(UUID sessionId, CallState state, Instant occurredAt) {}
