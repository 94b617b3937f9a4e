package io.voxlynx.web.contact;

import io.voxlynx.campaign.CampaignMode;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The multipart form as the OpenAPI document shows it; it is read as a stream and never becomes one of these. */
@Schema(description = "A contacts file and the campaign's values, as fields or in the JSON part named campaign.")
public record CampaignUploadForm(
        @Schema(type = SchemaType.STRING, format = "binary", required = true, description = "CSV, at most 200 MB")
        String contactsCsv,

        @Schema(description = "default: the time of creation", maxLength = 200)
        String name,

        @Schema(description = "calls at a time", minimum = "1", maximum = "50", defaultValue = "8")
        Integer cap,

        @Schema(defaultValue = "continuous") CampaignMode mode,

        @Schema(description = "required, here or in campaign")
        UUID assistantId,

        @Schema(description = "required, here or in campaign")
        String phoneNumberId,

        @Schema(description = "where numbers without a country code belong", examples = "US")
        String defaultRegion,

        @Schema(
                maxLength = 2048,
                description = "where the campaign's events go; without it where those of its owner go",
                examples = "https://hooks.example.com/voxlynx")
        String webhookUrl,

        @Schema(description = "which of them, with commas between; all without it", examples = "call.ended,call.failed")
        String webhookEvents,

        @Schema(description = "the values above but the file, as one JSON object")
        CampaignValues campaign) {

    /** @see CampaignUploadForm */
    public record CampaignValues(
            String name,
            Integer cap,
            CampaignMode mode,
            UUID assistantId,
            String phoneNumberId,
            String defaultRegion,
            String webhookUrl,
            List<String> webhookEvents) {}
}
