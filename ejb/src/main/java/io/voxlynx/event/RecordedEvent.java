package io.voxlynx.event;

import static io.voxlynx.shared.JsonApi.JSON;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** An event as its row has it, of whichever version of the product: what a later one has written is passed on as it is. */
record RecordedEvent(
        UUID id,
        int version,
        String type,
        String subjectKind,
        UUID subjectId,
        String ownerId,
        JsonObject data,
        Instant occurredAt) {

    String json() {
        return JSON.createObjectBuilder()
                .add("version", version)
                .add("id", id.toString())
                .add("type", type)
                .add("occurredAt", occurredAt.toString())
                .add(
                        "subject",
                        JSON.createObjectBuilder().add("kind", subjectKind).add("id", subjectId.toString()))
                .add("owner", ownerId)
                .add("data", data)
                .build()
                .toString();
    }
}
