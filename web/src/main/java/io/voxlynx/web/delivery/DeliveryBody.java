package io.voxlynx.web.delivery;

import io.voxlynx.outbox.CallbackRecord;
import io.voxlynx.outbox.CallbackState;
import io.voxlynx.shared.JsonApi;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that a receiver was or is to be told. */
@Schema(name = "Delivery")
public record DeliveryBody(
        @Schema(required = true, description = "The event's id, which the receiver gets as X-VoxLynx-Delivery")
        UUID id,

        @Schema(required = true) String event,

        @Schema(required = true, description = "What it is about: a call, a campaign, a session")
        UUID subjectId,

        @Schema(description = "Left out for what belongs to no campaign")
        UUID campaignId,

        @Schema(required = true, description = "Of the receiver; the rest of its URL is not shown")
        String host,

        @Schema(required = true) CallbackState state,
        @Schema(required = true) int tries,

        @Schema(description = "The receiver's last answer; left out if there was none")
        Integer lastStatus,

        @Schema(description = "Why the last try failed") String reason,

        @Schema(required = true) Instant createdAt,

        @Schema(description = "Not before; only of a pending one. While it is being sent: when the next one would be")
        Instant nextTryAt,

        @Schema(description = "When it was delivered or given up")
        Instant finishedAt,

        @Schema(type = SchemaType.OBJECT, description = "As the receiver gets it; not in lists")
        JsonObject body) {

    static DeliveryBody of(CallbackRecord delivery) {
        return of(delivery, null);
    }

    static DeliveryBody whole(CallbackRecord delivery, String json) {
        return of(delivery, JsonApi.object(json));
    }

    private static DeliveryBody of(CallbackRecord delivery, JsonObject body) {
        return new DeliveryBody(
                delivery.id(),
                delivery.event(),
                delivery.subjectId(),
                delivery.campaignId(),
                delivery.host(),
                delivery.state(),
                delivery.tries(),
                delivery.lastStatus(),
                delivery.reason(),
                delivery.createdAt(),
                delivery.nextTryAt(),
                delivery.finishedAt(),
                body);
    }
}
