package io.voxlynx.session;

import java.util.UUID;

/** Words arrived for a session that may be over already. Fired in the transaction that keeps them. */
public record TranscriptAdded(UUID sessionId) {}
