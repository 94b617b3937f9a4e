package io.voxlynx.web.delivery;

import io.voxlynx.webhook.WebhookDeliveries;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Resent")
public record ResentBody(
        @Schema(required = true) int resent,

        @Schema(required = true, description = "There may be more: ask again")
        boolean more) {

    static ResentBody of(int resent) {
        return new ResentBody(resent, resent == WebhookDeliveries.MOST_RESENT);
    }
}
