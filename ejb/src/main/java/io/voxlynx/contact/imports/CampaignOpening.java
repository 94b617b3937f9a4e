package io.voxlynx.contact.imports;

import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignService;
import io.voxlynx.campaign.NewCampaign;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** The campaign and its claim on the staged file come into being together. */
@Stateless
public class CampaignOpening {

    @Inject
    CampaignService campaigns;

    @PersistenceContext
    EntityManager entities;

    public Campaign open(NewCampaign order, UUID importId, String defaultRegion) {
        Campaign campaign = campaigns.create(order);
        // Reserved for the job that is started now; if that never happens, any node takes it over a moment later.
        int attached = entities.createNativeQuery("""
                        update imports
                           set campaign_id = :campaign, state = 'PENDING', default_region = :region,
                               lease_until = clock_timestamp() + interval '10 seconds', updated_at = clock_timestamp()
                         where id = :id and state = 'UPLOADING'""")
                .setParameter("campaign", campaign.id())
                .setParameter("region", defaultRegion)
                .setParameter("id", importId)
                .executeUpdate();
        if (attached != 1) {
            throw new IllegalStateException("import " + importId + " was purged before its campaign came");
        }
        return campaign;
    }
}
