package io.voxlynx.web.campaign;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What may change about a campaign while it is not finished. */
public record CampaignPatch(
        @NotNull
        @Min(1)
        @Schema(description = "calls at once; up to 50, or what the installation allows", minimum = "1", examples = "8")
        Integer cap) {}
