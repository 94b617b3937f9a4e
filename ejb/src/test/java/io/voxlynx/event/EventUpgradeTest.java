package io.voxlynx.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.OlderPostgres;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventUpgradeTest {

    private static final String VERSION_BEFORE = "202611211800";

    @Test
    void whatTheVersionBeforeHasToldIsNotToldAgainAndEverythingElseIs() throws Exception {
        try (OlderPostgres postgres = new OlderPostgres(VERSION_BEFORE)) {
            Database database = postgres.database();
            event(database, "told", "clock_timestamp()");
            event(database, "waiting", "null");

            postgres.bringUpToDate();
            // A node of the version before goes on: it records, and tells of what it finds untold.
            event(database, "recorded meanwhile", "null");
            event(database, "told meanwhile", "clock_timestamp()");

            assertThat(told(database)).containsExactly("waiting", "recorded meanwhile", "told meanwhile");
            assertThat(told(database)).isEmpty();
        }
    }

    private static List<String> told(Database database) {
        EventNumbers numbers = new EventNumbers();
        numbers.database = database;
        RelayCursors cursors = new RelayCursors();
        cursors.database = database;
        cursors.appear("first of the new ones");
        numbers.give(100);
        RelayCursors.Ahead ahead = cursors.ahead("first of the new ones", 100);
        if (!ahead.events().isEmpty()) {
            assertThat(cursors.told("first of the new ones", ahead)).isTrue();
        }
        return ahead.events().stream().map(told -> told.event().ownerId()).toList();
    }

    /** As that version writes it. */
    private static void event(Database database, String owner, String publishedAt) {
        database.useTransaction(handle -> handle.execute("""
                insert into domain_events (id, type, version, subject_kind, subject_id, owner_id, data, published_at)
                values (gen_random_uuid(), 'call.ended', 1, 'call', ?, ?, '{}', %s)""".formatted(publishedAt), UUID.randomUUID(), owner));
    }
}
