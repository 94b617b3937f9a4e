package io.voxlynx.systemtests.harness;

import java.util.List;
import java.util.stream.Collectors;

/** How many rows the tables have that a request can write to; to be compared with a later count. */
public record RowCounts(List<String> byTable) {

    // Not the inbox: calls of earlier tests may still be reported. Nor people and the audit log: whoever asks is known
    // from then on, and whoever is refused is remembered.
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
        return new RowCounts(db.list(
                String.class,
                TABLES.stream()
                        .map(table -> "select '" + table + " ' || count(*) from " + table)
                        .collect(Collectors.joining(" union all ", "", " order by 1"))));
    }
}
