package io.voxlynx.campaign;

import java.time.Instant;
import java.util.UUID;

/** A campaign with its figures; times are null as long as they have not come. */
public record CampaignView(
        UUID id,
        String name,
        CampaignStatus status,
        String statusReason,
        CampaignMode mode,
        int cap,
        String phoneNumberId,
        ImportStatus importStatus,
        UUID assistantId,
        String assistantName,
        Instant createdAt,
        Instant startedAt,
        Instant completedAt,
        CampaignCounters counters) {}
