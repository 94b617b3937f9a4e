package io.voxlynx.systemtests.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many rows the tables have that a request can write to; to be compared with a later count. */
public record RowCounts(Map<String, Long> byTable) {

    // Not the inbox: calls of earlier tests may still be reported.
    private static final List<String> TABLES = List.of(
            "assistants",
            "campaigns",
            "imports",
            "import_chunks",
            "import_skips",
            "contacts",
            "calls",
            "agents",
            "sessions",
            "transcripts",
            "usage_events",
            "callbacks");

    public static RowCounts of(Db db) {
        Map<String, Long> counts = new LinkedHashMap<>();
        TABLES.forEach(table -> counts.put(table, db.count("select count(*) from " + table)));
        return new RowCounts(counts);
    }
}
