package io.voxlynx.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.TestCampaigns;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Calls of years ago lose their events and their words; the database sees to it that no others do. */
class OldCallsTest {

    private static final Instant NOW = Instant.now();
    private static final Instant MONTH_AGO = NOW.minus(Duration.ofDays(30));

    private final Database database = PostgresForTests.database();
    private final OldCallEvents events = new OldCallEvents();
    private final OldCallTranscripts transcripts = new OldCallTranscripts();

    @Test
    void theEventsOfACallThatHasBeenOverForLongGo() {
        UUID call = call("ENDED", 40);
        UUID recent = call("ENDED", 20);
        UUID living = call("IN_PROGRESS", 40);

        assertThat(Purge.dryRun(events, MONTH_AGO)).isGreaterThanOrEqualTo(4);
        assertThat(eventsOf(call)).isEqualTo(4);
        Purge.of(events, MONTH_AGO);

        assertThat(eventsOf(call)).isZero();
        assertThat(eventsOf(recent)).isEqualTo(4);
        assertThat(eventsOf(living)).as("as long as it lives").isEqualTo(4);
        assertThat(value(call, "status")).isEqualTo("ENDED");
        assertThat(Purge.dryRun(events, MONTH_AGO)).isZero();
    }

    @Test
    void theWordsGoAndTheResultStays() {
        UUID call = call("ENDED", 40);
        UUID recent = call("ENDED", 20);

        Purge.of(transcripts, MONTH_AGO);

        assertThat(value(call, "transcript")).isNull();
        assertThat(value(call, "summary")).isEqualTo("They talked");
        assertThat(value(recent, "transcript")).isNotNull();
        assertThat(Purge.of(transcripts, MONTH_AGO)).isZero();
    }

    @Test
    void withoutSayingThatItPurgesNobodyDeletesAnEvent() {
        UUID call = call("ENDED", 400);

        assertRefused("delete from call_events where call_id = ?", call, "append-only");
        assertThat(eventsOf(call)).isEqualTo(4);
    }

    @Test
    void whoSaysItForAnotherTableHasSaidNothing() {
        UUID call = call("ENDED", 400);

        assertRefusedWhilePurging("audit_log", "delete from call_events where call_id = ?", call, "append-only");
    }

    @Test
    void whoPurgesMayNotChange() {
        UUID call = call("ENDED", 400);

        assertRefusedWhilePurging(
                "call_events", "update call_events set kind = 'x' where call_id = ?", call, "append-only");
        assertThatThrownBy(() -> database.useTransaction(db -> {
                    db.execute("select set_config('voxlynx.purging', 'call_events', true)");
                    db.execute("truncate call_events");
                }))
                .hasMessageContaining("append-only");
    }

    @Test
    void theDatabaseKeepsWhatIsYoungOrOfALivingCallFromThePurgeAsWell() {
        assertRefusedWhilePurging(
                "call_events", "delete from call_events where call_id = ?", call("ENDED", 6), "young");
        assertRefusedWhilePurging(
                "call_events", "delete from call_events where call_id = ?", call("QUEUED", 400), "living calls");
    }

    @Test
    void thePermissionEndsWithTheTransaction() {
        UUID call = call("ENDED", 400);
        UUID other = call("ENDED", 400);
        database.useTransaction(db -> {
            db.execute("select set_config('voxlynx.purging', 'call_events', true)");
            db.execute("delete from call_events where call_id = ?", call);
        });

        for (int i = 0; i < 20; i++) {
            assertRefused("delete from call_events where call_id = ?", other, "append-only");
        }
    }

    private void assertRefused(String statement, UUID call, String why) {
        assertThatThrownBy(() -> database.useTransaction(db -> db.execute(statement, call)))
                .hasMessageContaining(why);
    }

    private void assertRefusedWhilePurging(String table, String statement, UUID call, String why) {
        long before = eventsOf(call);
        assertThatThrownBy(() -> database.useTransaction(db -> {
                    db.execute("select set_config('voxlynx.purging', ?, true)", table);
                    db.execute(statement, call);
                }))
                .hasMessageContaining(why);
        assertThat(eventsOf(call)).isEqualTo(before);
    }

    /** With four events, as if all had been so long ago. */
    private UUID call(String status, int daysAgo) {
        UUID campaign =
                TestCampaigns.create(database, CampaignMode.continuous, 5).id();
        UUID contact = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        database.useTransaction(db -> {
            db.execute("""
                    insert into contacts (id, campaign_id, position, row_number, name, business_name, phone)
                    values (?, ?, 1, 2, 'Ada', 'Company', '+12125550100')""", contact, campaign);
            db.createUpdate("""
                            insert into calls (id, campaign_id, contact_id, contact_position, status, launch_state,
                                slot_held, queued_at, launch_after, last_event_at, transcript, summary)
                            values (:id, :campaign, :contact, 1, :status, 'ACCEPTED',
                                :status in ('QUEUED', 'IN_PROGRESS'), clock_timestamp() - make_interval(days => :days),
                                clock_timestamp(), clock_timestamp() - make_interval(days => :days), '[]', 'They talked')""")
                    .bind("id", id)
                    .bind("campaign", campaign)
                    .bind("contact", contact)
                    .bind("status", status)
                    .bind("days", daysAgo)
                    .execute();
            for (int i = 0; i < 4; i++) {
                db.execute("""
                        insert into call_events (call_id, kind, dedupe_key, occurred_at, recorded_at)
                        values (?, 'fact', ?, clock_timestamp(), clock_timestamp() - make_interval(days => ?))""", id, "key-" + i, daysAgo);
            }
        });
        return id;
    }

    private long eventsOf(UUID call) {
        return database.inTransaction(db -> db.createQuery("select count(*) from call_events where call_id = ?")
                .bind(0, call)
                .mapTo(Long.class)
                .one());
    }

    private String value(UUID call, String column) {
        return database.inTransaction(
                db -> db.createQuery("select cast(" + column + " as text) from calls where id = ?")
                        .bind(0, call)
                        .map((row, context) -> row.getString(1))
                        .one());
    }
}
