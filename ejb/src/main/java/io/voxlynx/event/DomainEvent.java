package io.voxlynx.event;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * A fact that is on record. Fired in the transaction of the fact.
 *
 * @param id the same whenever and however it is told
 * @param subjectId of what it happened to; its kind is the type's
 * @param ownerId the subject of the person whose it is
 * @param occurredAt by the database's clock
 */
public record DomainEvent(
        UUID id, EventType type, UUID subjectId, String ownerId, JsonObject data, Instant occurredAt) {

    /** Of the form below; a new one would be told beside it. */
    public static final int VERSION = 1;

    /** The form that others see, over JMS and over HTTP alike. */
    public String json() {
        return Json.createObjectBuilder()
                .add("version", VERSION)
                .add("id", id.toString())
                .add("type", type.word())
                .add("occurredAt", occurredAt.toString())
                .add(
                        "subject",
                        Json.createObjectBuilder()
                                .add("kind", type.subjectKind())
                                .add("id", subjectId.toString()))
                .add("owner", ownerId)
                .add("data", data)
                .build()
                .toString();
    }
}
