package io.voxlynx.contact.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.contact.PhoneNumberParser;
import io.voxlynx.metrics.Metrics;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PhoneNumber;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Loads the rows of a staged file into its campaign, round by round. While the database takes one round in, the next is
 * read and judged, so that an import costs hardly more than the COPY itself.
 */
@ApplicationScoped
public class ContactLoader {

    /** Each holds some 30 MB while it runs; further imports wait in the database, for whichever node has room. */
    private static final int AT_ONCE = 4;

    private final Semaphore places = new Semaphore(AT_ONCE);

    @Inject
    Database database;

    @Inject
    Imports imports;

    @Inject
    StagedFiles files;

    @Inject
    ImportReports reports;

    @Resource
    ManagedThreadFactory threads;

    /** Not the server's, which refuses work while it is suspended: an import that is stopped ends after its round. */
    ExecutorService executor;

    @PostConstruct
    void begin() {
        executor = Executors.newCachedThreadPool(threads);
    }

    @PreDestroy
    void end() {
        executor.shutdown();
    }

    /** How many more imports this node can bear now. */
    public int room() {
        return places.availablePermits();
    }

    /** Takes a place, to be left again; false if there is none. */
    public boolean enter() {
        return places.tryAcquire();
    }

    public void leave() {
        places.release();
    }

    /**
     * Goes on from the last committed round until the file ends or a stop is asked for. A file that turns out unusable
     * ends as FAILED, with nothing of it kept.
     */
    public void load(ImportLease lease, BooleanSupplier stopAsked) {
        try (ContactFile file = ContactFile.open(files.open(lease.importId()))) {
            loadRounds(lease, file, stopAsked);
        } catch (UnusableFile e) {
            imports.fail(lease, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void loadRounds(ImportLease lease, ContactFile file, BooleanSupplier stopAsked) {
        for (int done = 0; done < lease.rowsDone(); done++) {
            file.next();
        }
        RowRules rules = new RowRules(file.sheet(), new PhoneNumberParser(lease.defaultRegion()));
        SeenNumbers seen = recall(lease);
        CompletableFuture<ImportRound> reading = read(file, rules, seen);
        boolean goOn = true;
        while (goOn) {
            ImportRound round = join(reading);
            goOn = !round.isLast() && !stopAsked.getAsBoolean();
            if (goOn) {
                reading = read(file, rules, seen);
            }
            try {
                store(lease, round);
            } catch (RuntimeException e) {
                // The reader still has the file in its hands.
                reading.handle((ignored, failure) -> null).join();
                throw e;
            }
        }
    }

    private CompletableFuture<ImportRound> read(ContactFile file, RowRules rules, SeenNumbers seen) {
        return CompletableFuture.supplyAsync(() -> ImportRound.read(file, rules, seen), executor);
    }

    private static ImportRound join(CompletableFuture<ImportRound> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void store(ImportLease lease, ImportRound round) {
        database.useTransaction(db -> {
            int accepted = imports.hold(db, lease);
            round.skipDuplicates(known(db, lease, round.suspects()));
            try {
                copyContacts(db, lease, round, accepted);
                copySkips(db, lease, round);
            } catch (SQLException e) {
                throw new IllegalStateException("COPY of contacts failed", e);
            }
            imports.advance(db, lease, round);
            database.afterCommit(() ->
                    Metrics.imported(round.accepted().size(), round.skipped().size()));
            if (round.isLast()) {
                refuseIfNoneAccepted(reports.of(db, lease.importId(), 10));
                imports.complete(db, lease);
            }
        });
    }

    private static void copyContacts(Handle db, ImportLease lease, ImportRound round, int accepted)
            throws SQLException {
        try (BinaryCopy copy = new BinaryCopy(
                db.getConnection(),
                "contacts (id, campaign_id, position, row_number, name, business_name, phone, variables)")) {
            int position = accepted;
            for (RowVerdict.Accepted contact : round.accepted()) {
                copy.row(8)
                        .put(UuidCreator.getTimeOrderedEpochPlus1())
                        .put(lease.campaignId())
                        .put(++position)
                        .put(contact.row())
                        .put(contact.name())
                        .put(contact.businessName())
                        .put(contact.phone().e164())
                        .putJson(contact.variables());
            }
            copy.end();
        }
    }

    private static void copySkips(Handle db, ImportLease lease, ImportRound round) throws SQLException {
        try (BinaryCopy copy =
                new BinaryCopy(db.getConnection(), "import_skips (import_id, row_number, reason, data)")) {
            for (RowVerdict.Skipped row : round.skipped()) {
                copy.row(4)
                        .put(lease.importId())
                        .put(row.row())
                        .put(row.reason())
                        .putJson(row.json());
            }
            copy.end();
        }
    }

    private static Set<String> known(Handle db, ImportLease lease, List<PhoneNumber> suspects) {
        if (suspects.isEmpty()) {
            return Set.of();
        }
        String[] numbers = suspects.stream().map(PhoneNumber::e164).toArray(String[]::new);
        return db.createQuery("select phone from contacts where campaign_id = :campaign and phone = any(:numbers)")
                .bind("campaign", lease.campaignId())
                .bindArray("numbers", String.class, (Object[]) numbers)
                .mapTo(String.class)
                .set();
    }

    /** After a restart the filter learns again what the campaign has. */
    private SeenNumbers recall(ImportLease lease) {
        SeenNumbers seen = new SeenNumbers(files.size(lease.importId()) / 16);
        if (lease.rowsDone() > 0) {
            database.useTransaction(db -> db.createQuery("select phone from contacts where campaign_id = :campaign")
                    .bind("campaign", lease.campaignId())
                    .setFetchSize(10_000)
                    .mapTo(String.class)
                    .useStream(phones -> phones.forEach(phone -> seen.add(new PhoneNumber(phone)))));
        }
        return seen;
    }

    private static void refuseIfNoneAccepted(ImportReport report) {
        if (report.accepted() > 0) {
            return;
        }
        List<Map<String, Object>> examples = report.skipped().stream()
                .map(row -> Map.<String, Object>of("row", row.row(), "reason", row.reason()))
                .toList();
        throw UnusableFile.because(
                "NONE_ACCEPTED",
                examples.isEmpty() ? "The file has a header but no rows" : "No row of the file could be accepted",
                Map.of("totalRows", report.totalRows(), "skipped", examples));
    }
}
