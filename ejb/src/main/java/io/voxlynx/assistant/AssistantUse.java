package io.voxlynx.assistant;

import java.util.UUID;

/** Who works with an assistant; the packages above know. */
public interface AssistantUse {

    /** How many campaigns are under way or paused with it, as of now; joins the caller's transaction. */
    long activeCampaigns(UUID assistantId);
}
