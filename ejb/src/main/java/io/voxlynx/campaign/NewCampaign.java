package io.voxlynx.campaign;

import java.util.UUID;

/** An order for a campaign, already validated; the name is never blank here. */
public record NewCampaign(
        String ownerId,
        String name,
        int cap,
        CampaignMode mode,
        UUID assistantId,
        String phoneNumberId,
        CampaignWebhook webhook) {}
