package io.voxlynx.contact.imports;

import io.voxlynx.campaign.CampaignEvents;
import io.voxlynx.event.DomainEvents;
import io.voxlynx.event.EventType;
import io.voxlynx.event.NewEvent;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Who works on which import. A lease in the database, on its clock, decides; each round renews it. Whoever holds it
 * goes on from the last committed round, so a dead node's import is simply claimed again.
 */
@ApplicationScoped
public class Imports {

    private static final Jsonb JSON = JsonbBuilder.create();

    @Inject
    Database database;

    @Inject
    DomainEvents events;

    @Inject
    CampaignEvents campaignEvents;

    /** Wins the import for this worker, unless another's lease still runs or nothing is left to do. */
    public Optional<ImportLease> claim(UUID importId, String worker) {
        return database.inTransaction(db -> {
            Optional<ImportLease> lease = db.createQuery("""
                            update imports
                               set lease_owner = :worker, lease_until = clock_timestamp() + interval '30 seconds',
                                   state = case state when 'PENDING' then 'RUNNING' else state end,
                                   updated_at = clock_timestamp()
                             where id = :id and (state in ('PENDING', 'RUNNING') or state = 'COMPLETED' and not searchable)
                               and (lease_owner is null or lease_until < clock_timestamp())
                            returning campaign_id, state, default_region, total_rows""")
                    .bind("id", importId)
                    .bind("worker", worker)
                    .map((row, context) -> new ImportLease(
                            importId,
                            row.getObject("campaign_id", UUID.class),
                            worker,
                            ImportState.valueOf(row.getString("state")),
                            row.getString("default_region"),
                            row.getInt("total_rows")))
                    .findOne();
            lease.filter(won -> won.state() == ImportState.RUNNING)
                    .ifPresent(won -> db.createUpdate(
                                    "update campaigns set import_status = 'RUNNING' where id = :id and import_status = 'PENDING'")
                            .bind("id", won.campaignId())
                            .execute());
            return lease;
        });
    }

    /** Lets others go on at once; harmless when the lease is lost already. */
    public void release(ImportLease lease) {
        database.useTransaction(db -> db.createUpdate(
                        "update imports set lease_owner = null, lease_until = null where id = :id and lease_owner = :worker")
                .bind("id", lease.importId())
                .bind("worker", lease.worker())
                .execute());
    }

    /**
     * Imports that nobody works on: never begun, or their node is gone. Each is reserved for a moment, so that not
     * every node starts a job for it; the claim decides.
     *
     * @param most at once
     */
    public List<UUID> takeOver(int most) {
        return database.inTransaction(
                db -> db.createQuery("""
                        update imports set lease_owner = null, lease_until = clock_timestamp() + interval '10 seconds'
                         where id in (
                            select id from imports
                             where (state in ('PENDING', 'RUNNING') or state = 'COMPLETED' and not searchable)
                               and (lease_until is null or lease_until < clock_timestamp())
                             order by id limit :most for update skip locked)
                        returning id""").bind("most", most).mapTo(UUID.class).list());
    }

    /** Uploads whose node died before it could forget them: of one that goes on, a piece comes every few minutes. */
    public int purgeAbandonedUploads() {
        return database.inTransaction(db -> db.createUpdate(
                        "delete from imports where state = 'UPLOADING' and updated_at < clock_timestamp() - interval '1 hour'")
                .execute());
    }

    /** Locks the import for this transaction and renews its lease. @return the contacts accepted so far */
    int hold(Handle db, ImportLease lease) {
        return db.createQuery("""
                        update imports
                           set lease_until = clock_timestamp() + interval '30 seconds', updated_at = clock_timestamp()
                         where id = :id and lease_owner = :worker
                        returning accepted""")
                .bind("id", lease.importId())
                .bind("worker", lease.worker())
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> new LeaseLost(lease));
    }

    void advance(Handle db, ImportLease lease, ImportRound round) {
        db.createUpdate("""
                        update imports set total_rows = total_rows + :rows, accepted = accepted + :accepted, skipped = skipped + :skipped
                         where id = :id""")
                .bind("rows", round.rows())
                .bind("accepted", round.accepted().size())
                .bind("skipped", round.skipped().size())
                .bind("id", lease.importId())
                .execute();
        int campaigns = db.createUpdate("""
                        update campaigns set total_contacts = total_contacts + :accepted, updated_at = clock_timestamp()
                         where id = :id and status = 'CREATED'""")
                .bind("accepted", round.accepted().size())
                .bind("id", lease.campaignId())
                .execute();
        if (campaigns == 0) {
            throw UnusableFile.because(
                    "CAMPAIGN_CANCELED", "The campaign was canceled before its contacts were loaded");
        }
    }

    void complete(Handle db, ImportLease lease) {
        db.createUpdate("update imports set state = 'COMPLETED', finished_at = clock_timestamp() where id = :id")
                .bind("id", lease.importId())
                .execute();
        db.createUpdate("update campaigns set import_status = 'COMPLETED' where id = :id")
                .bind("id", lease.campaignId())
                .execute();
        forgetFile(db, lease.importId());
        recordFinished(db, lease);
    }

    private void recordFinished(Handle db, ImportLease lease) {
        events.record(db.createQuery("""
                        select owner_id, state, total_rows, accepted, skipped,
                            coalesce(error_details ->> 'problem', error_code) as error
                        from imports where id = ?""")
                .bind(0, lease.importId())
                .map((row, context) -> NewEvent.of(
                                EventType.IMPORT_FINISHED, lease.importId(), row.getString("owner_id"))
                        .with("campaignId", lease.campaignId())
                        .with("state", row.getString("state"))
                        .with("totalRows", row.getInt("total_rows"))
                        .with("accepted", row.getInt("accepted"))
                        .with("skipped", row.getInt("skipped"))
                        .with("error", row.getString("error")))
                .one());
    }

    /** Keeps the reason and nothing else. */
    void fail(ImportLease lease, UnusableFile reason) {
        database.useTransaction(db -> {
            hold(db, lease);
            db.createUpdate("""
                            update imports
                               set state = 'FAILED', accepted = 0, error_code = :code, error_message = :message,
                                   error_details = cast(:details as jsonb), finished_at = clock_timestamp(),
                                   lease_owner = null, lease_until = null
                             where id = :id""")
                    .bind("code", reason.code())
                    .bind("message", reason.getMessage())
                    .bind("details", JSON.toJson(reason.details()))
                    .bind("id", lease.importId())
                    .execute();
            forgetFile(db, lease.importId());
            db.createUpdate("delete from import_skips where import_id = :id")
                    .bind("id", lease.importId())
                    .execute();
            db.createUpdate("delete from contacts where campaign_id = :id")
                    .bind("id", lease.campaignId())
                    .execute();
            recordFinished(db, lease);
            if (failCampaign(db, lease.campaignId(), reason)) {
                campaignEvents.record(EventType.CAMPAIGN_FAILED, lease.campaignId());
            }
        });
    }

    /** @return whether the campaign failed with its import; a canceled one stays what it is */
    private static boolean failCampaign(Handle db, UUID campaignId, UnusableFile reason) {
        return db.createQuery("""
                        update campaigns
                           set import_status = 'FAILED', total_contacts = 0, updated_at = clock_timestamp(),
                               status = case status when 'CREATED' then 'FAILED' else status end,
                               status_reason = case status when 'CREATED' then :message else status_reason end
                         where id = :id
                        returning status = 'FAILED'""")
                .bind("message", reason.getMessage())
                .bind("id", campaignId)
                .mapTo(Boolean.class)
                .one();
    }

    void becomeSearchable(Handle db, ImportLease lease) {
        db.createUpdate("update imports set searchable = true where id = :id")
                .bind("id", lease.importId())
                .execute();
    }

    private static void forgetFile(Handle db, UUID importId) {
        db.createUpdate("delete from import_chunks where import_id = :id")
                .bind("id", importId)
                .execute();
    }
}
