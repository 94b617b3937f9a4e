package io.voxlynx.event;

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
        return new RecordedEvent(id, VERSION, type.word(), type.subjectKind(), subjectId, ownerId, data, occurredAt)
                .json();
    }
}
