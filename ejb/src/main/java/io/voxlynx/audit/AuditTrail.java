package io.voxlynx.audit;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.JsonApi;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads what was remembered, newest first, by pages that go on from an entry, since new ones come all the time. */
@ApplicationScoped
public class AuditTrail {

    /** Whatever the statistics say: no way but along an index, which need not be sorted. */
    static final String ALONG_AN_INDEX =
            "set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off";

    @Inject
    Database database;

    /**
     * At most so many entries.
     *
     * @param before the id of the entry to go on from; null for the newest
     * @throws InvalidInput if there is no such entry
     */
    public List<AuditRecord> read(AuditFilter filter, Long before, int limit) {
        return database.inTransaction(handle -> {
            handle.execute(ALONG_AN_INDEX);
            Instant reached = before == null ? null : at(handle, before);
            return bound(handle.createQuery(pageOf(filter, before)), filter, before, reached)
                    .bind("limit", limit)
                    .map(AuditTrail::read)
                    .list();
        });
    }

    private static Instant at(Handle handle, long id) {
        return handle.createQuery("select at from audit_log where id = :id")
                .bind("id", id)
                .map((row, context) -> Timestamps.read(row, 1))
                .findOne()
                .orElseThrow(() -> InvalidInput.field("before", id, "the id of an entry"));
    }

    /** Binds what the filter has, the limit, and for a later page where the last one ended. */
    static String pageOf(AuditFilter filter, Long before) {
        return "select id, at, actor, api_key, action, target, details, address, request_id from audit_log where true"
                + (filter.actor() == null ? "" : " and actor = :actor")
                + (filter.action() == null ? "" : " and action = :action")
                + (filter.target() == null ? "" : " and target = :target")
                + (filter.from() == null ? "" : " and at >= :from")
                + (filter.until() == null ? "" : " and at < :until")
                + (before == null ? "" : " and (at, id) < (:reached, :before)")
                + " order by at desc, id desc limit :limit";
    }

    static Query bound(Query query, AuditFilter filter, Long before, Instant reached) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("actor", filter.actor());
        parameters.put("action", filter.action());
        parameters.put("target", filter.target());
        parameters.put("from", Timestamps.of(filter.from()));
        parameters.put("until", Timestamps.of(filter.until()));
        parameters.put("before", before);
        parameters.put("reached", Timestamps.of(reached));
        parameters.values().removeIf(value -> value == null);
        return query.bindMap(parameters);
    }

    private static AuditRecord read(ResultSet row, StatementContext context) throws SQLException {
        AuditEntry entry = new AuditEntry(
                row.getString("actor"),
                row.getObject("api_key", UUID.class),
                row.getString("action"),
                row.getString("target"),
                details(row.getString("details")));
        return new AuditRecord(
                row.getLong("id"),
                Timestamps.read(row, "at"),
                entry,
                row.getString("address"),
                row.getString("request_id"));
    }

    private static Map<String, String> details(String json) {
        Map<String, String> details = new HashMap<>();
        JsonApi.object(json).forEach((name, value) -> details.put(name, ((JsonString) value).getString()));
        return details;
    }
}
