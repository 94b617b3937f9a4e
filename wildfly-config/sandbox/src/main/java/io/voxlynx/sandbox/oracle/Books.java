package io.voxlynx.sandbox.oracle;

import io.voxlynx.sandbox.oracle.Evidence.CallRow;
import io.voxlynx.sandbox.oracle.Evidence.CampaignRow;
import io.voxlynx.sandbox.oracle.Evidence.Counters;
import io.voxlynx.sandbox.oracle.Evidence.EventRow;
import io.voxlynx.sandbox.oracle.Evidence.InboxRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** What the database says. All but the forbidden changes is read in one snapshot. */
final class Books {

    /** What the trigger of the log raises. */
    private static final String RESTRICT_VIOLATION = "23001";

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Connection database;

    Books(Connection database) {
        this.database = database;
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    CampaignRow campaign(UUID id) throws SQLException {
        return list(
                        """
                        select id, status, cap, total_contacts,
                            (select count(*) from contacts k where k.campaign_id = p.id),
                            claimed_contacts, active_calls, ended_calls, failed_calls, canceled_calls, timeout_calls,
                            successful_calls, costed_calls, total_cost, timed_calls, total_talk_seconds
                        from campaigns p where id = ?""",
                        row -> new CampaignRow(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getInt(3),
                                row.getLong(4),
                                row.getLong(5),
                                new Counters(
                                        row.getLong(6),
                                        row.getLong(7),
                                        row.getLong(8),
                                        row.getLong(9),
                                        row.getLong(10),
                                        row.getLong(11),
                                        row.getLong(12),
                                        row.getLong(13),
                                        row.getBigDecimal(14),
                                        row.getLong(15),
                                        row.getBigDecimal(16))),
                        id)
                .get(0);
    }

    List<CallRow> calls(UUID campaign) throws SQLException {
        return list(
                """
                select c.id, c.contact_id, k.phone, c.attempt, c.status, c.slot_held, c.launch_state,
                    c.provider_call_id, c.queued_at, c.cost, c.duration_seconds, c.success_evaluation
                from calls c join contacts k on k.id = c.contact_id where c.campaign_id = ?""",
                row -> new CallRow(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getBoolean(6),
                        row.getString(7),
                        row.getString(8),
                        instant(row, 9),
                        row.getBigDecimal(10),
                        row.getBigDecimal(11),
                        row.getObject(12, Boolean.class)),
                campaign);
    }

    /** In the order in which they were appended. */
    List<EventRow> events(UUID campaign) throws SQLException {
        return list(
                """
                select e.id, e.call_id, e.status, e.inbox_id, e.recorded_at
                from calls c join call_events e on e.call_id = c.id where c.campaign_id = ? order by e.id""",
                row -> new EventRow(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getObject(4, Long.class),
                        instant(row, 5)),
                campaign);
    }

    /** Webhooks about these calls of the provider's. */
    List<InboxRow> inbox(Collection<String> providerCallIds) throws SQLException {
        return list(
                """
                select i.id, m #>> '{call,id}', m ->> 'type', m ->> 'status', cast(m ->> 'timestamp' as bigint),
                    encode(sha256(i.body), 'hex'), i.state, i.next_try_at is not null,
                    case when m ->> 'type' = 'end-of-call-report' then cast(m ->> 'cost' as numeric) end
                from (select id, body, state, next_try_at, cast(convert_from(body, 'UTF8') as jsonb) -> 'message' as m
                      from inbox where source = 'vapi' and group_key = any(?)) i""",
                row -> new InboxRow(
                        row.getLong(1),
                        new Delivery.Event(
                                row.getString(2), row.getString(3), row.getString(4), row.getObject(5, Long.class)),
                        row.getString(6),
                        row.getString(7),
                        row.getBoolean(8),
                        row.getBigDecimal(9)),
                database.createArrayOf("text", providerCallIds.toArray()));
    }

    long heldLines(UUID campaign) throws SQLException {
        return number("select count(*) from calls where campaign_id = ? and slot_held", campaign);
    }

    long leakedLines() throws SQLException {
        return number("select active_calls - (select count(*) from calls where slot_held) from provider_lines");
    }

    /** Those of these attempts that are calls of ours. */
    List<String> known(Collection<String> attempts) throws SQLException {
        return list(
                "select cast(id as text) from calls where id = any(?)",
                row -> row.getString(1),
                database.createArrayOf(
                        "uuid",
                        attempts.stream().filter(UUID_TEXT.asMatchPredicate()).toArray()));
    }

    /** Tries to change the log of events in every way, and takes it back. @return what was not refused */
    List<String> allowedChanges() throws SQLException {
        List<String> allowed = new ArrayList<>();
        for (String change :
                List.of("update call_events set kind = kind", "delete from call_events", "truncate call_events")) {
            if (!isRefused(change)) {
                allowed.add(change);
            }
        }
        return allowed;
    }

    private boolean isRefused(String change) throws SQLException {
        database.setAutoCommit(false);
        try (PreparedStatement statement = database.prepareStatement(change)) {
            statement.executeUpdate();
            return false;
        } catch (SQLException e) {
            if (!RESTRICT_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            return true;
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    private long number(String sql, Object... parameters) throws SQLException {
        return list(sql, row -> row.getLong(1), parameters).get(0);
    }

    private <T> List<T> list(String sql, Reader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
