package io.voxlynx.contact;

import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.Page;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Pages of a campaign's contacts. Without a search every question is answered from positions and the campaign's own
 * counters, so the last page of a million costs what the first does.
 */
@ApplicationScoped
public class CampaignContacts {

    private static final int LONGEST_SEARCH = 200;

    @Inject
    Database database;

    public Page<CampaignContact> page(Campaign campaign, ContactFilter filter, Page.Request request) {
        if (filter.search() != null && filter.search().length() > LONGEST_SEARCH) {
            throw InvalidInput.field("search", filter.search(), "at most " + LONGEST_SEARCH + " characters");
        }
        int batchSize = campaign.mode() == CampaignMode.batch ? campaign.batchSize() : 0;
        refuseImpossibleBatch(filter.batch(), batchSize);
        return database.inTransaction(db -> {
            db.execute(ContactQueries.NO_FULL_SCANS);
            Figures figures = Figures.of(db, campaign.id());
            Reader reader = new Reader(db, campaign.id(), batchSize, figures, filter, request);
            if (filter.search() != null) {
                return reader.search();
            }
            return filter.status() == null || filter.status() == ContactStatus.PENDING
                    ? reader.byPosition()
                    : reader.byStatus();
        });
    }

    private static void refuseImpossibleBatch(Integer batch, int batchSize) {
        if (batch != null && (batch < 0 || batch > 0 && batchSize == 0)) {
            throw InvalidInput.field(
                    "batch", batch, batchSize == 0 ? "0, as a continuous campaign has one batch" : "a number from 0");
        }
    }

    /** The campaign's counters as this transaction sees them. */
    private record Figures(int total, int claimed, int searchable, int ended, int failed, int canceled, int timeout) {

        static Figures of(Handle db, UUID campaignId) {
            return db.createQuery("""
                            select total_contacts, claimed_contacts, searchable_contacts, ended_calls, failed_calls,
                                   canceled_calls, timeout_calls
                              from campaigns where id = :id""")
                    .bind("id", campaignId)
                    .map((row, context) -> new Figures(
                            row.getInt(1),
                            row.getInt(2),
                            row.getInt(3),
                            row.getInt(4),
                            row.getInt(5),
                            row.getInt(6),
                            row.getInt(7)))
                    .one();
        }
    }

    private record Reader(
            Handle db, UUID campaignId, int batchSize, Figures figures, ContactFilter filter, Page.Request request) {

        private int low() {
            int afterClaimed = filter.status() == ContactStatus.PENDING ? figures.claimed() + 1 : 1;
            long batchStart = filter.batch() == null ? 1 : (long) filter.batch() * batchSize + 1;
            return (int) Math.min(Integer.MAX_VALUE, Math.max(afterClaimed, batchStart));
        }

        private int high() {
            return filter.batch() == null || batchSize == 0
                    ? figures.total()
                    : (int) Math.min(figures.total(), (filter.batch() + 1L) * batchSize);
        }

        Page<CampaignContact> byPosition() {
            long first = low() + request.offset();
            long last = Math.min(high(), first + request.limit() - 1);
            List<CampaignContact> contacts = first > last
                    ? List.of()
                    : query(ContactQueries.BY_POSITION)
                            .bind("first", first)
                            .bind("last", last)
                            .map((row, context) -> contact(row))
                            .list();
            return new Page<>(contacts, request, Math.max(0, high() - low() + 1));
        }

        Page<CampaignContact> byStatus() {
            long total = countByStatus();
            List<CampaignContact> contacts = request.offset() >= total
                    ? List.of()
                    : range(query(ContactQueries.BY_STATUS))
                            .bind("status", filter.status())
                            .bind("limit", request.limit())
                            .bind("offset", request.offset())
                            .map((row, context) -> contact(row))
                            .list();
            return new Page<>(contacts, request, total);
        }

        /** Terminal calls are counted by the campaign; active ones are never more than its cap. */
        private long countByStatus() {
            if (filter.batch() == null && filter.status().isTerminal()) {
                return switch (filter.status()) {
                    case ENDED -> figures.ended();
                    case FAILED -> figures.failed();
                    case CANCELED -> figures.canceled();
                    default -> figures.timeout();
                };
            }
            return range(query(ContactQueries.COUNT_STATUS))
                    .bind("status", filter.status())
                    .mapTo(Long.class)
                    .one();
        }

        Page<CampaignContact> search() {
            String pattern = ContactSearch.pattern(filter.search());
            if (!ContactSearch.hasTrigram(pattern)) {
                db.execute(ContactQueries.NO_TRIGRAMS);
            }
            boolean any = filter.status() == null || filter.status() == ContactStatus.PENDING;
            long total = hits(any ? ContactQueries.COUNT_HITS : ContactQueries.COUNT_HITS_WITH_STATUS, pattern, any)
                    .mapTo(Long.class)
                    .one();
            List<CampaignContact> contacts = request.offset() >= total
                    ? List.of()
                    : hits(any ? ContactQueries.SEARCH : ContactQueries.SEARCH_WITH_STATUS, pattern, any)
                            .bind("limit", request.limit())
                            .bind("offset", request.offset())
                            .map((row, context) -> contact(row))
                            .list();
            return new Page<>(contacts, request, total);
        }

        private Query hits(String sql, String pattern, boolean any) {
            Query query = range(query(sql)).bind("pattern", pattern).bind("searchable", figures.searchable());
            return any ? query : query.bind("status", filter.status());
        }

        private Query query(String sql) {
            return db.createQuery(sql).bind("campaign", campaignId);
        }

        private Query range(Query query) {
            return query.bind("low", low()).bind("high", high());
        }

        private CampaignContact contact(ResultSet row) throws SQLException {
            return new CampaignContact(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    row.getString("business_name"),
                    row.getString("phone"),
                    batchSize == 0 ? 0 : (row.getInt("position") - 1) / batchSize,
                    call(row));
        }

        private static CampaignContact.LastCall call(ResultSet row) throws SQLException {
            UUID id = row.getObject("call_id", UUID.class);
            return id == null
                    ? null
                    : new CampaignContact.LastCall(
                            id,
                            ContactStatus.valueOf(row.getString("status")),
                            Timestamps.read(row, "started_at"),
                            Timestamps.read(row, "ended_at"),
                            row.getString("ended_reason"),
                            row.getBigDecimal("cost"),
                            row.getString("recording_url"),
                            row.getObject("success_evaluation", Boolean.class),
                            row.getBigDecimal("duration_seconds"));
        }
    }
}
