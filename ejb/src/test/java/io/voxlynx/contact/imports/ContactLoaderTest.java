package io.voxlynx.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.contact.imports.ImportBench.Staged;
import io.voxlynx.event.EventType;
import io.voxlynx.event.EventsForTests;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ContactLoaderTest {

    private static final String HEADER = "name,business_name,phone\n";
    private static final int THREE_ROUNDS = 45_000;

    private final ImportBench bench = new ImportBench();

    @Test
    void othersAreToldOnceHowItEnded() {
        Staged good = bench.stage(HEADER + "Ann,Acme,4155550100\nBob,,nope\n");
        bench.load(good);
        Staged bad = bench.stage(HEADER + "Ann,,nope\n");
        bench.load(bad);

        assertThat(EventsForTests.of(bench.database, good.importId())).containsExactly("import.finished");
        assertThat(EventsForTests.fact(bench.database, good.importId(), EventType.IMPORT_FINISHED, "accepted"))
                .isEqualTo("1");
        assertThat(EventsForTests.fact(bench.database, bad.importId(), EventType.IMPORT_FINISHED, "error"))
                .isEqualTo("NONE_ACCEPTED");
        assertThat(EventsForTests.of(bench.database, bad.campaign().id())).containsExactly("campaign.failed");
    }

    @Test
    void leavesContactsCountersAndNoFileBehind() {
        Staged staged = bench.stage(HEADER + "Ann,Acme,4155550100\nBob,,nope\nCid,,(415) 555-0100\nDan,,4155550101\n");
        ImportReport report = bench.load(staged);
        assertThat(report.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(report.totalRows()).isEqualTo(4);
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.skipped())
                .containsExactly(
                        new ImportReport.SkippedContact(3, "Invalid phone number format", "Bob", "nope"),
                        new ImportReport.SkippedContact(4, "Duplicate phone number", "Cid", "+14155550100"));
        assertThat(bench.phones(staged)).containsExactly("+14155550100", "+14155550101");
        assertThat(count("select total_contacts from campaigns where id = :id", staged))
                .isEqualTo(2);
        assertThat(bench.count("select count(*) from import_chunks where import_id = :id", staged.importId()))
                .isZero();
    }

    @Test
    void goesOnWhereItStoppedAndRepeatsNothing() {
        Staged staged =
                bench.stage(HEADER + rows(0, THREE_ROUNDS) + rows(0, 10) + rows(THREE_ROUNDS, THREE_ROUNDS + 10));
        ImportLease first = bench.imports.claim(staged.importId(), "first").orElseThrow();
        bench.loader.load(first, () -> true);
        int afterOneRound = bench.positions(staged).size();
        assertThat(afterOneRound).isBetween(1, THREE_ROUNDS - 1);
        assertThat(bench.imports.claim(staged.importId(), "second")).isEmpty();
        bench.imports.release(first);

        ImportReport report = bench.load(staged);
        assertThat(report.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(report.totalRows()).isEqualTo(THREE_ROUNDS + 20);
        assertThat(report.accepted()).isEqualTo(THREE_ROUNDS + 10);
        assertThat(report.skipped()).hasSize(10).allMatch(row -> row.reason().equals("Duplicate phone number"));
        assertThat(bench.positions(staged))
                .isEqualTo(IntStream.rangeClosed(1, THREE_ROUNDS + 10).boxed().toList());
    }

    @Test
    void whoeverLostTheLeaseWritesNothing() {
        Staged staged = bench.stage(HEADER + rows(0, THREE_ROUNDS));
        ImportLease slow = bench.imports.claim(staged.importId(), "slow").orElseThrow();
        bench.execute(
                "update imports set lease_until = clock_timestamp() - interval '1 second' where id = :id",
                staged.importId());
        ImportReport report = bench.load(staged);
        assertThatExceptionOfType(LeaseLost.class).isThrownBy(() -> bench.loader.load(slow, ImportBench.NEVER));
        assertThat(report.accepted()).isEqualTo(THREE_ROUNDS);
        assertThat(bench.positions(staged)).hasSize(THREE_ROUNDS);
    }

    @Test
    void keepsNothingOfAFileThatTurnsOutBrokenFarDown() {
        Staged staged = bench.stage(HEADER + rows(0, THREE_ROUNDS) + "Eve,\"never closed,4155550199\n");
        ImportReport report = bench.load(staged);
        assertThat(report.state()).isEqualTo(ImportState.FAILED);
        assertThat(report.error().details())
                .containsEntry("problem", "MALFORMED_CSV")
                .containsKey("row");
        assertNothingKept(staged);
        assertThat(count("select count(*) from campaigns where id = :id and status = 'FAILED'", staged))
                .isOne();
    }

    @Test
    void refusesAFileOfWhichNoRowIsAccepted() {
        Staged staged = bench.stage(HEADER + "Ann,,nope\nBob,,\n");
        ImportReport report = bench.load(staged);
        assertThat(report.error().details()).containsEntry("problem", "NONE_ACCEPTED");
        assertThat((List<?>) report.error().details().get("skipped")).hasSize(2);
        assertNothingKept(staged);
    }

    @Test
    void stopsForACanceledCampaignAndLeavesItCanceled() {
        Staged staged = bench.stage(HEADER + rows(0, 5));
        bench.execute(
                "update campaigns set status = 'CANCELED' where id = :id",
                staged.campaign().id());
        assertThat(bench.load(staged).error().details()).containsEntry("problem", "CAMPAIGN_CANCELED");
        assertNothingKept(staged);
        assertThat(count("select count(*) from campaigns where id = :id and status = 'CANCELED'", staged))
                .isOne();
    }

    @Test
    void keepsNothingOfAnUploadThatBreaksOff() {
        UUID importId = UUID.randomUUID();
        AtomicInteger reads = new AtomicInteger();
        assertThatExceptionOfType(java.io.IOException.class)
                .isThrownBy(() -> bench.files.store(importId, "owner", "broken.csv", new java.io.InputStream() {
                    @Override
                    public int read() throws java.io.IOException {
                        if (reads.incrementAndGet() > 3_000_000) {
                            throw new java.io.IOException("connection reset");
                        }
                        return 'x';
                    }
                }));
        assertThat(bench.reports.find(importId)).isEmpty();
        assertThat(bench.count("select count(*) from import_chunks where import_id = :id", importId))
                .isZero();
    }

    @Test
    void keepsNothingOfAFileWithoutTheHeaders() {
        UUID importId = UUID.randomUUID();
        assertThatExceptionOfType(UnusableFile.class)
                .isThrownBy(() -> bench.files.store(
                        importId, "owner", "other.csv", new ByteArrayInputStream("a,b\n1,2\n".getBytes())));
        assertThat(bench.reports.find(importId)).isEmpty();
    }

    @Test
    void takesOverOnlyWhatNobodyWorksOn() {
        Staged waiting = bench.stage(HEADER + rows(0, 5));
        assertThat(bench.imports.takeOver(100)).contains(waiting.importId());
        assertThat(bench.imports.takeOver(100)).doesNotContain(waiting.importId());
        ImportLease lease = bench.imports.claim(waiting.importId(), "worker").orElseThrow();
        bench.loader.load(lease, ImportBench.NEVER);
        bench.imports.release(lease);
        assertThat(bench.imports.takeOver(100)).contains(waiting.importId());
        ImportLease fill = bench.imports.claim(waiting.importId(), "worker").orElseThrow();
        assertThat(bench.search.fill(fill, ImportBench.NEVER)).isTrue();
        bench.imports.release(fill);
        assertThat(bench.imports.takeOver(100)).doesNotContain(waiting.importId());
        assertThat(bench.imports.claim(waiting.importId(), "worker")).isEmpty();
    }

    @Test
    void forgetsAbandonedUploadsAfterAnHour() throws java.io.IOException {
        UUID importId =
                bench.files.store("owner", "left.csv", new ByteArrayInputStream((HEADER + rows(0, 1)).getBytes()));
        bench.imports.purgeAbandonedUploads();
        assertThat(bench.reports.find(importId)).isPresent();
        bench.execute("update imports set updated_at = updated_at - interval '61 minutes' where id = :id", importId);
        bench.imports.purgeAbandonedUploads();
        assertThat(bench.reports.find(importId)).isEmpty();
    }

    /** A file of 200 MB may take seven hours: as slow a sender is no dead one. */
    @Test
    void anUploadThatGoesOnForHoursIsNotForgotten() throws java.io.IOException {
        UUID importId = UUID.randomUUID();
        byte[] rows = (HEADER + rows(0, 100_000)).getBytes();
        bench.files.store(importId, "owner", "slow.csv", new ByteArrayInputStream(rows) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                bench.execute(
                        "update imports set created_at = created_at - interval '61 minutes',"
                                + " updated_at = updated_at - interval '31 minutes' where id = :id",
                        importId);
                bench.imports.purgeAbandonedUploads();
                return super.read(target, offset, Math.min(length, 1 << 20));
            }
        });
        assertThat(bench.files.size(importId)).isEqualTo(rows.length);
    }

    @Property(tries = 25)
    void positionsAreDenseAndInTheOrderOfTheFile(@ForAll("phones") List<String> phones) {
        Staged staged = bench.stage(HEADER
                + phones.stream().map(phone -> "Ann,Acme," + phone + "\n").collect(Collectors.joining())
                + "Zoe,,2125550100\n");
        ImportReport report = bench.load(staged);
        Set<String> expected = new LinkedHashSet<>();
        phones.stream().filter(phone -> phone.length() == 10).forEach(phone -> expected.add("+1" + phone));
        expected.add("+12125550100");
        assertThat(bench.phones(staged)).containsExactlyElementsOf(expected);
        assertThat(bench.positions(staged))
                .isEqualTo(IntStream.rangeClosed(1, expected.size()).boxed().toList());
        assertThat(report.accepted() + report.skippedTotal())
                .isEqualTo(report.totalRows())
                .isEqualTo(phones.size() + 1);
    }

    @Provide
    Arbitrary<List<String>> phones() {
        Arbitrary<String> good = Arbitraries.integers().between(0, 30).map(i -> "41555501%02d".formatted(i));
        return Arbitraries.oneOf(good, good, Arbitraries.of("nope", "12", ""))
                .list()
                .ofMaxSize(60);
    }

    private void assertNothingKept(Staged staged) {
        assertThat(bench.positions(staged)).isEmpty();
        assertThat(count("select total_contacts from campaigns where id = :id", staged))
                .isZero();
        assertThat(bench.count("select count(*) from import_chunks where import_id = :id", staged.importId()))
                .isZero();
        assertThat(bench.count("select count(*) from import_skips where import_id = :id", staged.importId()))
                .isZero();
    }

    private int count(String sql, Staged staged) {
        return bench.count(sql, staged.campaign().id());
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "Name " + i + ",Business,415" + (2_000_000 + i) + "\n")
                .collect(Collectors.joining());
    }
}
