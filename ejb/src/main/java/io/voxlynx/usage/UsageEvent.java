package io.voxlynx.usage;

import java.time.Instant;
import java.util.UUID;

/** Usage on the record. @param data null where the charge was reported instead of a measurement */
public record UsageEvent(
        UUID id,
        UUID sessionId,
        String ownerId,
        UUID agentId,
        ProviderName provider,
        UsageType type,
        UsageData data,
        Charge charge,
        Instant createdAt) {}
