package io.voxlynx.web.delivery;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to try out: one of the two. */
@Schema(name = "WebhookTrialRequest")
public record TrialRequest(
        @Schema(maxLength = 2048, examples = "https://hooks.example.com/voxlynx")
        String webhookUrl,

        @Schema(description = "Its own webhookUrl, or the one it has from its owner")
        UUID campaignId) {}
