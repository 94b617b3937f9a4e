package io.voxlynx.web.delivery;

import io.voxlynx.outbox.Trial;
import io.voxlynx.webhook.WebhookTrials;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "WebhookTrial")
public record TrialBody(
        @Schema(required = true, description = "Of the event webhook.test that was sent")
        UUID id,

        @Schema(
                required = true,
                description = "delivered: 2xx was answered; refused: something else; unreachable: nothing, in time")
        Trial outcome) {

    static TrialBody of(WebhookTrials.Result result) {
        return new TrialBody(result.id(), result.outcome());
    }
}
