package io.voxlynx.event;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** What the rows say: which events wait to be published, and whose turn it is to do so. */
@ApplicationScoped
class EventBook {

    @Inject
    Database database;

    /** An event that nobody is known to have published. */
    record Waiting(long position, DomainEvent event) {}

    /**
     * The first of those that wait, if it is this node's turn: nobody else gets any until they are published or the
     * time is over.
     */
    List<Waiting> take(String node, Duration lease, int most) {
        return database.inTransaction(handle -> handle.createQuery("""
                        with turn as (
                            update event_publisher set holder = :node,
                                lease_until = clock_timestamp() + make_interval(secs => :lease)
                            where lease_until <= clock_timestamp()
                                and exists (select from domain_events where published_at is null)
                            returning 1)
                        select position, id, type, subject_id, owner_id, data, occurred_at
                        from domain_events, turn
                        where published_at is null order by position limit :most""")
                .bind("node", node)
                .bind("lease", lease.toSeconds())
                .bind("most", most)
                .map((row, context) -> new Waiting(
                        row.getLong("position"),
                        new DomainEvent(
                                row.getObject("id", UUID.class),
                                EventType.of(row.getString("type")),
                                row.getObject("subject_id", UUID.class),
                                row.getString("owner_id"),
                                json(row.getString("data")),
                                row.getObject("occurred_at", OffsetDateTime.class)
                                        .toInstant())))
                .list());
    }

    /** They need not be published again, and the turn is over. */
    void published(String node, List<Waiting> events) {
        Long[] positions = events.stream().map(Waiting::position).toArray(Long[]::new);
        database.useTransaction(handle -> {
            handle.createUpdate("update domain_events set published_at = clock_timestamp() where position = any(?)")
                    .bindArray(0, Long.class, (Object[]) positions)
                    .execute();
            giveTurn(node);
        });
    }

    /** Nothing came of it; whoever comes next begins where this one did. */
    void giveTurn(String node) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update event_publisher set lease_until = clock_timestamp() where holder = ?""").bind(0, node).execute());
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
