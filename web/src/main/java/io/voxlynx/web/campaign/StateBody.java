package io.voxlynx.web.campaign;

import io.voxlynx.campaign.CampaignStatus;
import java.util.UUID;

/** The campaign's status after a command. */
public record StateBody(UUID id, CampaignStatus status) {}
