package io.voxlynx.event;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.JsonApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** How far each node has told its own broker of the sequence of events. */
@ApplicationScoped
class RelayCursors {

    @Inject
    Database database;

    /** @param sequence above 0 */
    record Numbered(long sequence, RecordedEvent event) {}

    /** @param from where the cursor stood: behind everything that its node has told */
    record Ahead(long from, List<Numbered> events) {

        private long to() {
            return events.get(events.size() - 1).sequence;
        }
    }

    /**
     * Says that the node is there. One that nobody has seen before begins a day back: its broker may be older than its
     * cursor, with subscriptions of the time when events came from other nodes or of the moment before this; and where
     * it is new as well, there is nobody to hear of something twice.
     */
    void appear(String node) {
        database.useRedoableTransaction(handle -> {
            int known = handle.execute("update event_relays set seen_at = clock_timestamp() where node = ?", node);
            if (known == 0) {
                begin(handle, node);
            }
        });
    }

    private static void begin(Handle handle, String node) {
        handle.execute("""
                insert into event_relays (node, sequence)
                values (?, coalesce(
                    (select sequence from domain_events
                     where sequence > 0 and occurred_at < clock_timestamp() - interval '1 day'
                     order by sequence desc limit 1), 0))
                on conflict do nothing""", node);
    }

    /** The first events that the node has not told yet. Of a node that has not appeared, none. */
    Ahead ahead(String node, int most) {
        return database.inStatement(handle -> {
            long[] from = {0};
            List<Numbered> events = handle.createQuery("""
                            select r.sequence as told, e.*
                            from event_relays r
                            cross join lateral (
                                select sequence, id, version, type, subject_kind, subject_id, owner_id, data, occurred_at
                                from domain_events where sequence > 0 and sequence > r.sequence
                                order by sequence limit :most) e
                            where r.node = :node
                            order by e.sequence""")
                    .bind("node", node)
                    .bind("most", most)
                    .map((row, context) -> {
                        from[0] = row.getLong("told");
                        return new Numbered(row.getLong("sequence"), event(row));
                    })
                    .list();
            return new Ahead(from[0], events);
        });
    }

    /**
     * They need not be told again.
     *
     * @return false if somebody has set the cursor elsewhere meanwhile; there it stays
     */
    boolean told(String node, Ahead events) {
        return database.inTransaction(handle -> {
            // Forgotten by a crash of the database, it is told again under the same id.
            handle.execute("set local synchronous_commit to off");
            return handle.createUpdate("update event_relays set sequence = :to, seen_at = clock_timestamp()"
                                    + " where node = :node and sequence = :from")
                            .bind("to", events.to())
                            .bind("node", node)
                            .bind("from", events.from)
                            .execute()
                    == 1;
        });
    }

    private static RecordedEvent event(ResultSet row) throws SQLException {
        return new RecordedEvent(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getString("type"),
                row.getString("subject_kind"),
                row.getObject("subject_id", UUID.class),
                row.getString("owner_id"),
                JsonApi.object(row.getString("data")),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }
}
