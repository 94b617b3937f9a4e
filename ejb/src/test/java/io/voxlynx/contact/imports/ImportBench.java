package io.voxlynx.contact.imports;

import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignEventsForTests;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.TestCampaigns;
import io.voxlynx.event.EventsForTests;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BooleanSupplier;

/** The import's parts put together without a server, on a real database. */
final class ImportBench {

    static final BooleanSupplier NEVER = () -> false;

    final Database database = PostgresForTests.database();
    final Imports imports = new Imports();
    final StagedFiles files = new StagedFiles();
    final ImportReports reports = new ImportReports();
    final ContactLoader loader = new ContactLoader();
    final SearchFill search = new SearchFill();

    ImportBench() {
        imports.database = database;
        imports.events = EventsForTests.events(database);
        imports.campaignEvents = CampaignEventsForTests.events(database);
        files.database = database;
        files.defaultRegion = "US";
        reports.database = database;
        loader.database = database;
        loader.imports = imports;
        loader.files = files;
        loader.reports = reports;
        loader.executor = ForkJoinPool.commonPool();
        search.database = database;
        search.imports = imports;
    }

    /** A staged file that belongs to a new campaign. */
    record Staged(UUID importId, Campaign campaign) {}

    Staged stage(String csv) {
        try {
            Campaign campaign = TestCampaigns.create(database, CampaignMode.continuous, 8);
            UUID importId =
                    files.store("owner", "test.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
            database.useTransaction(db -> db.createUpdate(
                            "update imports set campaign_id = :campaign, state = 'PENDING' where id = :id")
                    .bind("campaign", campaign.id())
                    .bind("id", importId)
                    .execute());
            return new Staged(importId, campaign);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ImportReport load(Staged staged) {
        ImportLease lease = imports.claim(staged.importId(), "worker").orElseThrow();
        loader.load(lease, NEVER);
        imports.release(lease);
        return reports.of(staged.importId());
    }

    List<Integer> positions(Staged staged) {
        return database.inTransaction(
                db -> db.createQuery("select position from contacts where campaign_id = :id order by position")
                        .bind("id", staged.campaign().id())
                        .mapTo(Integer.class)
                        .list());
    }

    List<String> phones(Staged staged) {
        return database.inTransaction(
                db -> db.createQuery("select phone from contacts where campaign_id = :id order by position")
                        .bind("id", staged.campaign().id())
                        .mapTo(String.class)
                        .list());
    }

    int count(String sql, UUID id) {
        return database.inTransaction(
                db -> db.createQuery(sql).bind("id", id).mapTo(Integer.class).one());
    }

    void execute(String sql, UUID id) {
        database.useTransaction(db -> db.createUpdate(sql).bind("id", id).execute());
    }
}
