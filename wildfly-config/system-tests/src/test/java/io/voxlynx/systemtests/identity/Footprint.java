package io.voxlynx.systemtests.identity;

import io.voxlynx.systemtests.harness.Db;
import io.voxlynx.systemtests.harness.RowCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that a request of the {@link Cast} could have left behind: how many rows there are, and what is in those that are
 * theirs or everybody's. Not when things are looked at next or were last seen, which moves by itself.
 */
record Footprint(RowCounts rows, List<String> contents) {

    private static final String SESSIONS = "select id from sessions where owner_id like 'matrix-%'";
    private static final String CAMPAIGNS = "select id from campaigns where owner_id like 'matrix-%'";

    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("assistants", "true"),
            Map.entry("campaigns", "owner_id like 'matrix-%'"),
            Map.entry("contacts", "campaign_id in (" + CAMPAIGNS + ")"),
            Map.entry("calls", "campaign_id in (" + CAMPAIGNS + ")"),
            Map.entry("agents", "owner_id like 'matrix-%'"),
            Map.entry("sessions", "owner_id like 'matrix-%'"),
            Map.entry("session_events", "session_id in (" + SESSIONS + ")"),
            Map.entry("transcripts", "session_id in (" + SESSIONS + ")"),
            Map.entry("analyses", "session_id in (" + SESSIONS + ")"),
            Map.entry("usage_events", "owner_id like 'matrix-%'"),
            Map.entry("users", "true"),
            Map.entry("api_keys", "true"),
            Map.entry("callbacks", "subject_id in (" + SESSIONS + ") or campaign_id in (" + CAMPAIGNS + ")"));

    private static final String CONTENTS = TABLES.entrySet().stream()
            .map(table ->
                    "select '" + table.getKey() + " ' || coalesce(md5(string_agg(row, ',' order by row)), '') from"
                            + " (select (to_jsonb(t) - '{due_at,updated_at,last_seen_at,last_used_at,claimed_at}'::text[])::text row"
                            + " from " + table.getKey() + " t where " + table.getValue() + ") rows")
            .collect(Collectors.joining(" union all ", "", " order by 1"));

    static Footprint in(Db db) {
        return new Footprint(RowCounts.of(db), db.list(String.class, CONTENTS));
    }
}
