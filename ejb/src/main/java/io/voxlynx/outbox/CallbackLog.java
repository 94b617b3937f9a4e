package io.voxlynx.outbox;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads what was ordered and what became of it, newest first, by pages that go on from a callback. */
@ApplicationScoped
public class CallbackLog {

    private static final String COLUMNS = "id, event, subject_id, campaign_id, host, state, tries, last_status, note,"
            + " created_at, case state when 'PENDING' then not_before end as next_try_at, finished_at";

    @Inject
    Database database;

    /**
     * At most so many.
     *
     * @param before the id of the one to go on from; null for the newest
     * @throws InvalidInput if there is no such one
     */
    public List<CallbackRecord> read(CallbackFilter filter, UUID before, int limit) {
        return database.inTransaction(handle -> {
            handle.execute(way(filter));
            Place reached = before == null ? null : place(handle, before);
            return bound(handle.createQuery(pageOf(filter, reached)), filter, reached)
                    .bind("limit", limit)
                    .map(CallbackLog::read)
                    .list();
        });
    }

    /** @param ownerId only if it is of a campaign of his; null for anybody's */
    public Optional<CallbackRecord> find(UUID id, String ownerId) {
        return database.inStatement(handle -> handle.createQuery("select " + COLUMNS + " from callbacks where id = :id"
                        + " and (cast(:owner as text) is null or owner_id = :owner)")
                .bind("id", id)
                .bind("owner", ownerId)
                .map(CallbackLog::read)
                .findOne());
    }

    /** Whether it is there, whosever it is. */
    public boolean exists(UUID id) {
        return find(id, null).isPresent();
    }

    /** JSON, as it goes out. */
    public String bodyOf(UUID id) {
        return database.inStatement(handle -> handle.createQuery("select body from callbacks where id = ?")
                .bind(0, id)
                .mapTo(String.class)
                .one());
    }

    /**
     * Whatever the statistics say: no way but along an index, which need not be sorted, unless it is about one subject,
     * of which there are few.
     */
    static String way(CallbackFilter filter) {
        return "set local enable_seqscan = off"
                + (filter.subjectId() == null
                        ? "; set local enable_bitmapscan = off; set local enable_sort = off"
                        : "; set local enable_incremental_sort = off");
    }

    /** Where a page begins, in the order of the list. */
    record Place(Instant at, long position) {}

    private static Place place(Handle handle, UUID id) {
        return handle.createQuery("select created_at, position from callbacks where id = ?")
                .bind(0, id)
                .map((row, context) -> new Place(Timestamps.read(row, 1), row.getLong(2)))
                .findOne()
                .orElseThrow(() -> InvalidInput.field("before", id, "the id of a delivery"));
    }

    /** Binds what the filter has, the limit, and for a later page where the last one ended. */
    static String pageOf(CallbackFilter filter, Place reached) {
        return "select " + COLUMNS + " from callbacks where true"
                + (filter.ownerId() == null ? "" : " and owner_id = :owner")
                // Written out and not bound, because partial indexes are for one state each.
                + (filter.state() == null
                        ? ""
                        : " and state = '" + filter.state().column() + "'")
                + (filter.event() == null ? "" : " and event = :event")
                + (filter.campaignId() == null ? "" : " and campaign_id = :campaign")
                + (filter.subjectId() == null ? "" : " and subject_id = :subject")
                + (filter.host() == null ? "" : " and host = :host")
                + (filter.from() == null ? "" : " and created_at >= :from")
                + (filter.until() == null ? "" : " and created_at < :until")
                + (reached == null ? "" : " and (created_at, position) < (:reached, :position)")
                + " order by created_at desc, position desc limit :limit";
    }

    static Query bound(Query query, CallbackFilter filter, Place reached) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("owner", filter.ownerId());
        parameters.put("event", filter.event());
        parameters.put("campaign", filter.campaignId());
        parameters.put("subject", filter.subjectId());
        parameters.put("host", filter.host());
        parameters.put("from", Timestamps.of(filter.from()));
        parameters.put("until", Timestamps.of(filter.until()));
        parameters.put("reached", reached == null ? null : Timestamps.of(reached.at()));
        parameters.put("position", reached == null ? null : reached.position());
        parameters.values().removeIf(value -> value == null);
        return query.bindMap(parameters);
    }

    private static CallbackRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new CallbackRecord(
                row.getObject("id", UUID.class),
                row.getString("event"),
                row.getObject("subject_id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                row.getString("host"),
                CallbackState.ofColumn(row.getString("state")),
                row.getInt("tries"),
                row.getObject("last_status", Integer.class),
                row.getString("note"),
                Timestamps.read(row, "created_at"),
                Timestamps.read(row, "next_try_at"),
                Timestamps.read(row, "finished_at"));
    }
}
