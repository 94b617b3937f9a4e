package io.voxlynx.campaign;

import java.util.UUID;

/** The owner moved the campaign (start, pause, resume, cancel, another cap); observe it after the commit. */
public record CampaignRedirected(UUID campaignId, CampaignStatus status) {}
