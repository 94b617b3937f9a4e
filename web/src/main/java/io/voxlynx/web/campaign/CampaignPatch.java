package io.voxlynx.web.campaign;

import io.voxlynx.web.http.Replacement;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What may change about a campaign; what is absent stays. The cap only while it is not finished. */
public record CampaignPatch(
        @Min(1)
        @Schema(description = "calls at once; up to 50, or what the installation allows", minimum = "1", examples = "8")
        Integer cap,

        @Schema(
                implementation = String.class,
                nullable = true,
                maxLength = 2048,
                description =
                        "where its events go; null or an empty text takes it away, and the owner's default counts",
                examples = "https://hooks.example.com/voxlynx")
        Replacement webhookUrl,

        @Schema(description = "which of its events go there; none named: all")
        List<String> webhookEvents) {

    boolean isEmpty() {
        return cap == null && webhookUrl == null && webhookEvents == null;
    }
}
