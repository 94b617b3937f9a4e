package io.voxlynx.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OldSessionsTest {

    private static final Instant MONTH_AGO = Instant.now().minus(Duration.ofDays(30));

    private final Database database = PostgresForTests.database();
    private final UUID old = session("COMPLETED", 40);
    private final UUID recent = session("COMPLETED", 20);
    private final UUID living = session("ACTIVE", 40);

    @Test
    void eventsGoWithTheYearsUnlessTheSessionLives() {
        Purge.of(new OldSessionEvents(), MONTH_AGO);

        assertThat(count("session_events", old)).isZero();
        assertThat(count("session_events", recent)).isEqualTo(1);
        assertThat(count("session_events", living)).isEqualTo(1);
        assertThat(count("transcripts", old)).as("of another kind").isEqualTo(2);
    }

    @Test
    void wordsGoAndTheAnalysisStays() {
        analysis(old, "DONE");

        Purge.of(new OldTranscripts(), MONTH_AGO);

        assertThat(count("transcripts", old)).isZero();
        assertThat(count("analyses", old)).isEqualTo(1);
        assertThat(count("transcripts", recent)).isEqualTo(2);
        assertThat(count("transcripts", living)).isEqualTo(2);
    }

    @Test
    void wordsThatAreYetToBeAnalysedStay() {
        analysis(old, "PENDING");

        Purge.of(new OldTranscripts(), MONTH_AGO);

        assertThat(count("transcripts", old)).isEqualTo(2);
    }

    @Test
    void theDatabaseKeepsTheEventsOfALivingSession() {
        assertThatThrownBy(() -> database.useTransaction(db -> {
                    db.execute("select set_config('voxlynx.purging', 'session_events', true)");
                    db.execute("delete from session_events where session_id = ?", living);
                }))
                .hasMessageContaining("living sessions");
        assertThatThrownBy(() -> database.useTransaction(
                        db -> db.execute("delete from session_events where session_id = ?", old)))
                .hasMessageContaining("append-only");
    }

    private UUID session(String status, int daysAgo) {
        String owner = "owner-" + UUID.randomUUID();
        UUID id = SessionRows.session(database, owner, SessionRows.agent(database, owner));
        database.useTransaction(db -> {
            db.createUpdate("""
                            update sessions set status = :status, ended_at = clock_timestamp() - make_interval(days => :days),
                                last_event_at = clock_timestamp() - make_interval(days => :days),
                                due_at = case when :status = 'ACTIVE' then due_at end
                            where id = :id""")
                    .bind("status", status)
                    .bind("days", daysAgo)
                    .bind("id", id)
                    .execute();
            db.execute("""
                    insert into session_events (session_id, kind, dedupe_key, occurred_at, recorded_at)
                    values (?, 'fact', 'key', clock_timestamp(), clock_timestamp() - make_interval(days => ?))""", id, daysAgo);
            db.execute("""
                    insert into transcripts (session_id, entry_key, speaker, text, spoken_at, created_at)
                    select ?, n::text, 'user', 'Hello', clock_timestamp(), clock_timestamp() - make_interval(days => ?)
                    from generate_series(1, 2) n""", id, daysAgo);
        });
        return id;
    }

    private void analysis(UUID session, String state) {
        database.useTransaction(db -> db.execute("""
                insert into analyses (session_id, state, not_before, summary)
                values (?, ?, clock_timestamp(), 'They talked')""", session, state));
    }

    private long count(String table, UUID session) {
        return database.inTransaction(db -> db.createQuery("select count(*) from " + table + " where session_id = ?")
                .bind(0, session)
                .mapTo(Long.class)
                .one());
    }
}
