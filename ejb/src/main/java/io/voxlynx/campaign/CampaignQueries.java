package io.voxlynx.campaign;

import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Page;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Campaigns as screens show them. Figures come from the campaign's counters; only calls on the line are counted. */
@ApplicationScoped
public class CampaignQueries {

    private static final String FIELDS = """
            c.id, c.name, c.status, c.status_reason, c.mode, c.cap, c.phone_number_id, c.import_status, c.created_at,
            c.started_at, c.completed_at, c.total_contacts, c.claimed_contacts, c.active_calls, c.ended_calls,
            c.failed_calls, c.canceled_calls, c.timeout_calls, c.successful_calls, c.costed_calls, c.total_cost,
            c.timed_calls, c.total_talk_seconds, a.id as assistant_id, a.name as assistant_name""";

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * Newest first.
     *
     * @param status null for any
     * @param search part of the name, in any case; null for any
     */
    public Page<CampaignView> list(Caller caller, CampaignStatus status, String search, Page.Request page) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> parameters = new HashMap<>();
        if (!caller.isAdmin()) {
            conditions.add("c.owner_id = :owner");
            parameters.put("owner", caller.subject());
        }
        if (status != null) {
            conditions.add("c.status = :status");
            parameters.put("status", status.name());
        }
        if (search != null && !search.isBlank()) {
            // position() takes the text as it is: no wildcard to escape
            conditions.add("position(lower(:search) in lower(c.name)) > 0");
            parameters.put("search", search.strip());
        }
        String where = " where " + String.join(" and ", conditions);
        return database.inTransaction(handle -> {
            List<CampaignView> items = bound(
                            handle,
                            "select " + FIELDS + " from campaigns c join assistants a on a.id = c.assistant_id" + where
                                    + " order by c.created_at desc, c.id desc limit :limit offset :offset",
                            parameters)
                    .bind("limit", page.limit())
                    .bind("offset", page.offset())
                    .map((row, context) -> view(row))
                    .list();
            long total = bound(handle, "select count(*) from campaigns c" + where, parameters)
                    .mapTo(Long.class)
                    .one();
            return new Page<>(items, page, total);
        });
    }

    public CampaignDetail detail(UUID id, Caller caller) {
        CampaignDetail campaign = detail(id).orElseThrow(() -> new NotFound("Campaign", id));
        if (!caller.maySee(campaign.ownerId())) {
            throw NotFound.anothers("Campaign", id);
        }
        return campaign;
    }

    private Optional<CampaignDetail> detail(UUID id) {
        return database.inTransaction(handle -> handle.createQuery(
                        "select " + FIELDS
                                + ", c.owner_id, c.webhook_url, c.webhook_events, a.config_json from campaigns c join assistants a on a.id = c.assistant_id where c.id = :id")
                .bind("id", id)
                .map((row, context) -> new CampaignDetail(
                        view(row),
                        row.getString("owner_id"),
                        row.getString("config_json"),
                        new CampaignWebhook(
                                row.getString("webhook_url"),
                                CampaignWebhook.readEvents(row.getString("webhook_events"))),
                        callsOnTheLine(handle, id),
                        clock.instant()))
                .findOne());
    }

    /** At most as many as the cap, through the index by status. */
    private static Map<String, Integer> callsOnTheLine(Handle handle, UUID campaignId) {
        Map<String, Integer> counts = new HashMap<>();
        handle.createQuery("""
                        select status, count(*) from calls
                        where campaign_id = ? and status in ('QUEUED', 'RINGING', 'IN_PROGRESS') group by status""")
                .bind(0, campaignId)
                .map((row, context) -> counts.put(row.getString(1), row.getInt(2)))
                .list();
        return counts;
    }

    private static Query bound(Handle handle, String sql, Map<String, Object> parameters) {
        return handle.createQuery(sql).bindMap(parameters);
    }

    private static CampaignView view(ResultSet row) throws SQLException {
        return new CampaignView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                CampaignStatus.valueOf(row.getString("status")),
                row.getString("status_reason"),
                CampaignMode.valueOf(row.getString("mode")),
                row.getInt("cap"),
                row.getString("phone_number_id"),
                ImportStatus.valueOf(row.getString("import_status")),
                row.getObject("assistant_id", UUID.class),
                row.getString("assistant_name"),
                Timestamps.read(row, "created_at"),
                Timestamps.read(row, "started_at"),
                Timestamps.read(row, "completed_at"),
                new CampaignCounters(
                        row.getInt("total_contacts"),
                        row.getInt("claimed_contacts"),
                        row.getInt("active_calls"),
                        row.getInt("ended_calls"),
                        row.getInt("failed_calls"),
                        row.getInt("canceled_calls"),
                        row.getInt("timeout_calls"),
                        row.getInt("successful_calls"),
                        row.getInt("costed_calls"),
                        row.getBigDecimal("total_cost"),
                        row.getInt("timed_calls"),
                        row.getBigDecimal("total_talk_seconds")));
    }
}
