package io.voxlynx.web.delivery;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which of those that were given up to deliver once more: of a campaign, of a host, or of both. */
@Schema(name = "ResendRequest")
public record ResendRequest(
        UUID campaignId,
        @Schema(examples = "hooks.example.com") String host,

        @Schema(description = "Ordered then or later") Instant from) {}
