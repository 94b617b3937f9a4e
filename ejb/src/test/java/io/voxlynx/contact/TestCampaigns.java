package io.voxlynx.contact;

import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.campaign.CampaignWebhook;
import io.voxlynx.campaign.NewCampaign;
import io.voxlynx.shared.Database;
import java.time.Instant;
import java.util.UUID;

/** Campaigns as rows, for tests that need no more of them. */
public final class TestCampaigns {

    private TestCampaigns() {}

    public static Campaign create(Database database, CampaignMode mode, int cap) {
        UUID assistant = UUID.randomUUID();
        Campaign campaign = new Campaign(
                UUID.randomUUID(),
                new NewCampaign("owner", "Test", cap, mode, assistant, "line-1", CampaignWebhook.NONE),
                Instant.now());
        database.useTransaction(db -> {
            db.createUpdate("""
                            insert into assistants (id, provider_assistant_id, name, source, created_at, updated_at)
                            values (:id, :provider, 'Test', 'local', now(), now())""")
                    .bind("id", assistant)
                    .bind("provider", assistant.toString())
                    .execute();
            db.createUpdate("""
                            insert into campaigns (id, owner_id, name, status, mode, cap, batch_size, assistant_id,
                                                   phone_number_id, import_status, created_at, updated_at)
                            values (:id, 'owner', 'Test', 'CREATED', :mode, :cap, :cap, :assistant, 'line-1', 'PENDING',
                                    now(), now())""")
                    .bind("id", campaign.id())
                    .bind("mode", mode)
                    .bind("cap", cap)
                    .bind("assistant", assistant)
                    .execute();
        });
        return campaign;
    }
}
