package io.voxlynx.sandbox.oracle;

import io.voxlynx.sandbox.client.Api;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Checks the invariants I1 to I7 for one campaign that is over. Every one is looked at, also after a breach. */
public final class Oracle {

    private static final Set<String> TERMINAL = Set.of("ENDED", "FAILED", "CANCELED", "TIMEOUT");
    private static final List<String> RANKS = List.of("QUEUED", "RINGING", "IN_PROGRESS");

    private final Connection database;
    private final Api sandbox;

    /** @param database must see the application's schema first in its search path */
    public Oracle(Connection database, Api sandbox) {
        this.database = database;
        this.sandbox = sandbox;
    }

    private record CallRow(UUID id, UUID contactId, int attempt, String status, String providerCallId) {}

    /**
     * @param providerCap lines over all campaigns
     * @param leastUtilisation what mean active / cap must reach while contacts remain, 0 to 1
     */
    public List<Verdict> judge(UUID campaignId, int providerCap, double leastUtilisation) throws SQLException {
        Map<String, CallRow> calls = calls(campaignId);
        List<Dial> all = sandbox.get("/sandbox/dials").require(200).array().getValuesAs(JsonObject.class).stream()
                .filter(Dial::rang)
                .map(Dial::of)
                .toList();
        List<Dial> dials =
                all.stream().filter(dial -> calls.containsKey(dial.attemptId())).toList();
        return List.of(
                oneDialPerAttempt(dials, calls),
                capsHold(dials, all, campaignId, providerCap),
                everyWebhookOnce(campaignId, calls),
                everyContactAccountedFor(campaignId, calls, dials, all),
                statusIsTheFold(calls),
                countersEqualARecount(campaignId),
                lineIsFull(dials, campaignId, leastUtilisation));
    }

    private Verdict oneDialPerAttempt(Collection<Dial> dials, Map<String, CallRow> calls) {
        Map<String, Long> perAttempt = dials.stream()
                .collect(Collectors.groupingBy(
                        dial -> {
                            CallRow call = calls.get(dial.attemptId());
                            return call.contactId + "#" + call.attempt;
                        },
                        Collectors.counting()));
        long twice = perAttempt.values().stream().filter(count -> count > 1).count();
        return new Verdict("I1", twice == 0, dials.size() + " dials, " + twice + " contacts dialled more than once");
    }

    private Verdict capsHold(Collection<Dial> dials, Collection<Dial> all, UUID campaignId, int providerCap)
            throws SQLException {
        int cap = (int) number("select cap from campaigns where id = ?", campaignId);
        int most = new Timeline(dials).most();
        int mostOfAll = new Timeline(all).most();
        long held = number("select count(*) from calls where campaign_id = ? and slot_held", campaignId);
        long counted = number("select active_calls from campaigns where id = ?", campaignId);
        long leaked = number("select active_calls - (select count(*) from calls where slot_held) from provider_lines");
        boolean holds = most <= cap && mostOfAll <= providerCap && held == 0 && counted == 0 && leaked == 0;
        return new Verdict(
                "I2",
                holds,
                "most at once " + most + " of " + cap + ", over all campaigns " + mostOfAll + " of " + providerCap
                        + ", lines still held " + held + " (counted " + counted + "), leaked " + leaked);
    }

    private Verdict everyWebhookOnce(UUID campaignId, Map<String, CallRow> calls) throws SQLException {
        Map<String, String> attemptOf = new HashMap<>();
        calls.values().forEach(call -> attemptOf.put(call.providerCallId, call.id.toString()));
        Set<String> answered = new HashSet<>();
        for (JsonObject line :
                sandbox.get("/sandbox/webhooks").require(200).array().getValuesAs(JsonObject.class)) {
            boolean taken = !line.isNull("answer") && line.getInt("answer") / 100 == 2;
            String callId = line.getString("callId");
            if (taken && attemptOf.containsKey(callId)) {
                String status = line.isNull("status") ? null : line.getString("status");
                answered.add(attemptOf.get(callId) + '|' + line.getString("type") + '|' + status);
            }
        }
        Map<String, Integer> logged = new HashMap<>();
        try (PreparedStatement query = database.prepareStatement(
                "select e.call_id, e.dedupe_key from call_events e where e.inbox_id is not null and e.call_id = any(?)")) {
            query.setArray(
                    1,
                    database.createArrayOf(
                            "uuid", calls.values().stream().map(CallRow::id).toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String[] key = rows.getString(2).split("\\|", -1);
                    String status = key[1].equals("null") ? null : key[1];
                    logged.merge(rows.getString(1) + '|' + key[0] + '|' + status, 1, Integer::sum);
                }
            }
        }
        long lost = answered.stream()
                .filter(key -> !logged.containsKey(withoutReportStatus(key)))
                .count();
        long doubled = logged.values().stream().filter(count -> count > 1).count();
        long open = number(
                "select count(*) from inbox where next_try_at is not null and group_key in (select provider_call_id from calls where campaign_id = ?)",
                campaignId);
        return new Verdict(
                "I3",
                lost == 0 && doubled == 0 && open == 0,
                answered.size() + " webhooks answered with success, " + lost + " missing in the event log, " + doubled
                        + " there more than once, " + open + " not applied");
    }

    /** Only status updates carry a status of their own. */
    private static String withoutReportStatus(String key) {
        String[] parts = key.split("\\|", -1);
        return parts[1].equals("status-update") ? key : parts[0] + '|' + parts[1] + "|null";
    }

    private Verdict everyContactAccountedFor(
            UUID campaignId, Map<String, CallRow> calls, Collection<Dial> dials, Collection<Dial> all)
            throws SQLException {
        long withoutOutcome = number("""
                select count(*) from contacts k where k.campaign_id = ? and not exists (
                    select 1 from calls c where c.contact_id = k.id
                    and c.status in ('ENDED', 'FAILED', 'CANCELED', 'TIMEOUT'))""", campaignId);
        Set<String> dialled = dials.stream().map(Dial::callId).collect(Collectors.toSet());
        long notAtProvider = calls.values().stream()
                .filter(call -> call.providerCallId != null && !dialled.contains(call.providerCallId))
                .count();
        Set<String> known = calls.values().stream().map(CallRow::providerCallId).collect(Collectors.toSet());
        long notWithUs =
                dials.stream().filter(dial -> !known.contains(dial.callId())).count();
        long strangers = all.stream().filter(dial -> !exists(dial.attemptId())).count();
        return new Verdict(
                "I4",
                withoutOutcome == 0 && notAtProvider == 0 && notWithUs == 0 && strangers == 0,
                calls.size() + " calls, " + dials.size() + " dials, contacts without an outcome " + withoutOutcome
                        + ", calls the provider does not know " + notAtProvider + ", dials we do not know "
                        + (notWithUs + strangers));
    }

    private Verdict statusIsTheFold(Map<String, CallRow> calls) throws SQLException {
        Map<UUID, String> folded = new HashMap<>();
        try (PreparedStatement query = database.prepareStatement(
                "select call_id, status from call_events where status is not null and call_id = any(?) order by id")) {
            query.setArray(
                    1,
                    database.createArrayOf(
                            "uuid", calls.values().stream().map(CallRow::id).toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    folded.merge(rows.getObject(1, UUID.class), rows.getString(2), Oracle::after);
                }
            }
        }
        long differ = calls.values().stream()
                .filter(call -> !call.status.equals(after("QUEUED", folded.getOrDefault(call.id, "QUEUED"))))
                .count();
        List<String> allowed = new ArrayList<>();
        for (String change :
                List.of("update call_events set kind = kind", "delete from call_events", "truncate call_events")) {
            if (!isRefused(change)) {
                allowed.add(change);
            }
        }
        return new Verdict(
                "I5",
                differ == 0 && allowed.isEmpty(),
                calls.size() + " calls, " + differ
                        + " differ from the fold of their events; changes of the log that went through: "
                        + allowed.size());
    }

    private static String after(String status, String next) {
        return TERMINAL.contains(status) || rank(next) <= rank(status) ? status : next;
    }

    private static int rank(String status) {
        return TERMINAL.contains(status) ? RANKS.size() : RANKS.indexOf(status);
    }

    private boolean isRefused(String change) throws SQLException {
        database.setAutoCommit(false);
        try (PreparedStatement statement = database.prepareStatement(change)) {
            statement.executeUpdate();
            return false;
        } catch (SQLException e) {
            return true;
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    private Verdict countersEqualARecount(UUID campaignId) throws SQLException {
        long wrong = number("""
                select count(*) from campaigns p, lateral (
                    select count(*) filter (where slot_held) active,
                           count(*) filter (where status = 'ENDED') ended,
                           count(*) filter (where status = 'FAILED') failed,
                           count(*) filter (where status = 'CANCELED') canceled,
                           count(*) filter (where status = 'TIMEOUT') timeout,
                           count(*) filter (where success_evaluation) successes,
                           count(cost) costed, coalesce(sum(cost), 0) cost,
                           count(duration_seconds) timed, coalesce(sum(duration_seconds), 0) seconds,
                           count(*) claimed
                    from calls where campaign_id = p.id) c
                where p.id = ? and (p.active_calls, p.ended_calls, p.failed_calls, p.canceled_calls, p.timeout_calls,
                    p.successful_calls, p.costed_calls, p.total_cost, p.timed_calls, p.total_talk_seconds,
                    p.claimed_contacts)
                  is distinct from (c.active, c.ended, c.failed, c.canceled, c.timeout,
                    c.successes, c.costed, c.cost, c.timed, c.seconds, c.claimed)""", campaignId);
        long contacts = number(
                "select total_contacts - (select count(*) from contacts where campaign_id = p.id) from campaigns p where id = ?",
                campaignId);
        return new Verdict(
                "I6",
                wrong == 0 && contacts == 0,
                "campaigns whose counters differ from a recount: " + (wrong + Math.abs(contacts)));
    }

    private Verdict lineIsFull(Collection<Dial> dials, UUID campaignId, double least) throws SQLException {
        double cap = number("select least(cap, total_contacts) from campaigns where id = ?", campaignId);
        double utilisation = new Timeline(dials).mean() / cap;
        return new Verdict(
                "I7",
                utilisation >= least,
                String.format(
                        Locale.ROOT,
                        "mean active / cap %.4f while contacts remained, at least %.2f wanted",
                        utilisation,
                        least));
    }

    private Map<String, CallRow> calls(UUID campaignId) throws SQLException {
        Map<String, CallRow> calls = new HashMap<>();
        try (PreparedStatement query = database.prepareStatement(
                "select id, contact_id, attempt, status, provider_call_id from calls where campaign_id = ?")) {
            query.setObject(1, campaignId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    CallRow call = new CallRow(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            rows.getInt(3),
                            rows.getString(4),
                            rows.getString(5));
                    calls.put(call.id.toString(), call);
                }
            }
        }
        return calls;
    }

    private boolean exists(String attemptId) {
        try {
            return attemptId != null
                    && number("select count(*) from calls where id = ?", UUID.fromString(attemptId)) == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long number(String sql, UUID... parameters) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
