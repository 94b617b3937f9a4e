package io.voxlynx.web.contact;

import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.imports.ImportReport;
import io.voxlynx.contact.imports.ImportState;
import java.time.Instant;
import java.util.UUID;

/** The new campaign. @param importStatus only while the import goes on; its counts then are those so far */
public record CreatedBody(
        UUID campaignId, ImportState importStatus, ImportReportBody importReport, CreatedCampaign campaign) {

    static CreatedBody of(Campaign campaign, ImportReport report) {
        return new CreatedBody(
                campaign.id(),
                report.state().isTerminal() ? null : report.state(),
                ImportReportBody.of(report),
                new CreatedCampaign(
                        campaign.id(),
                        campaign.name(),
                        report.accepted(),
                        campaign.createdAt(),
                        campaign.cap(),
                        campaign.mode()));
    }

    public record CreatedCampaign(
            UUID id, String name, int totalContacts, Instant createdAt, int cap, CampaignMode mode) {}
}
