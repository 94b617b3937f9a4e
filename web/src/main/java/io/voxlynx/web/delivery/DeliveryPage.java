package io.voxlynx.web.delivery;

import io.voxlynx.outbox.CallbackRecord;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some deliveries. */
@Schema(name = "DeliveryPage")
public record DeliveryPage(
        @Schema(required = true) List<DeliveryBody> deliveries,

        @Schema(description = "What to send as before to go on; left out at the end")
        UUID next) {

    /** @param found may be one more than there is room for */
    static DeliveryPage of(List<CallbackRecord> found, int limit) {
        List<CallbackRecord> shown = found.size() > limit ? found.subList(0, limit) : found;
        return new DeliveryPage(
                shown.stream().map(DeliveryBody::of).toList(),
                found.size() > limit ? shown.get(limit - 1).id() : null);
    }
}
