package io.voxlynx.event;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Puts facts on record. */
@ApplicationScoped
public class DomainEvents {

    @Inject
    Database database;

    @Inject
    EventRelay relay;

    @Inject
    Event<DomainEvent> recorded;

    /**
     * Joins the transaction of the fact: nobody is told of what did not happen. To be called once per fact, where the
     * move is decided, and while its row is locked; so the events of one subject have the order of its moves.
     */
    public void record(NewEvent fact) {
        database.useTransaction(handle -> {
            UUID id = UuidCreator.getTimeOrderedEpoch();
            JsonObject data = fact.data();
            OffsetDateTime occurredAt = handle.createQuery("""
                            insert into domain_events (id, type, version, subject_kind, subject_id, owner_id, data)
                            values (:id, :type, :version, :kind, :subject, :owner, cast(:data as jsonb))
                            returning occurred_at""")
                    .bind("id", id)
                    .bind("type", fact.type().word())
                    .bind("version", DomainEvent.VERSION)
                    .bind("kind", fact.type().subjectKind())
                    .bind("subject", fact.subjectId())
                    .bind("owner", fact.ownerId())
                    .bind("data", data.toString())
                    .mapTo(OffsetDateTime.class)
                    .one();
            database.afterCommit(relay::wake);
            recorded.fire(
                    new DomainEvent(id, fact.type(), fact.subjectId(), fact.ownerId(), data, occurredAt.toInstant()));
        });
    }
}
