package io.voxlynx.dispatch;

import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.TestCampaigns;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.time.Duration;
import java.util.UUID;

/** A call that waits to be sent, and what the database says of it. */
final class ClaimedCall {

    private final Database database = PostgresForTests.database();
    private final UUID id;
    private final UUID campaign;

    private ClaimedCall(UUID id, UUID campaign) {
        this.id = id;
        this.campaign = campaign;
    }

    static ClaimedCall inARunningCampaign() {
        Database database = PostgresForTests.database();
        UUID campaign =
                TestCampaigns.create(database, CampaignMode.continuous, 5).id();
        UUID contact = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        database.useTransaction(handle -> {
            handle.createUpdate("update campaigns set status = 'RUNNING', total_contacts = 1 where id = ?")
                    .bind(0, campaign)
                    .execute();
            handle.createUpdate("""
                            insert into contacts (id, campaign_id, position, row_number, name, business_name, phone)
                            values (?, ?, 1, 2, 'Ada', 'Company', '+12125550100')""").bind(0, contact).bind(1, campaign).execute();
            handle.createUpdate("""
                            insert into calls (id, campaign_id, contact_id, contact_position, status, launch_state,
                                               slot_held, queued_at, launch_after, due_at)
                            values (?, ?, ?, 1, 'QUEUED', 'PENDING', true,
                                    clock_timestamp(), clock_timestamp(), clock_timestamp())""")
                    .bind(0, id)
                    .bind(1, campaign)
                    .bind(2, contact)
                    .execute();
        });
        return new ClaimedCall(id, campaign);
    }

    UUID id() {
        return id;
    }

    void campaignBecomes(String status) {
        database.useTransaction(handle -> handle.createUpdate("update campaigns set status = ? where id = ?")
                .bind(0, status)
                .bind(1, campaign)
                .execute());
    }

    /** All that was written down about the call was so much longer ago. */
    void timePasses(Duration duration) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update calls set sending_at = sending_at - make_interval(secs => :s),
                            first_sending_at = first_sending_at - make_interval(secs => :s),
                            quiet_since = quiet_since - make_interval(secs => :s),
                            accepted_at = accepted_at - make_interval(secs => :s),
                            last_event_at = last_event_at - make_interval(secs => :s),
                            launch_after = launch_after - make_interval(secs => :s),
                            due_at = due_at - make_interval(secs => :s)
                        where id = :id""")
                .bind("s", duration.toMillis() / 1000.0)
                .bind("id", id)
                .execute());
    }

    String state() {
        return database.inTransaction(handle ->
                handle.createQuery("""
                        select status || ' ' || launch_state || case when slot_held then ' held' else ' free' end
                        from calls where id = ?""").bind(0, id).mapTo(String.class).one());
    }

    String value(String column) {
        return database.inTransaction(
                handle -> handle.createQuery("select " + column + "::text from calls where id = ?")
                        .bind(0, id)
                        .mapTo(String.class)
                        .one());
    }

    int events(String kind) {
        return database.inTransaction(
                handle -> handle.createQuery("select count(*) from call_events where call_id = ? and kind = ?")
                        .bind(0, id)
                        .bind(1, kind)
                        .mapTo(Integer.class)
                        .one());
    }
}
