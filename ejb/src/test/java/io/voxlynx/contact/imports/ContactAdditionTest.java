package io.voxlynx.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.contact.ContactSearch;
import io.voxlynx.contact.imports.ImportBench.Staged;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

class ContactAdditionTest {

    private final ImportBench bench = new ImportBench();
    private final ContactAddition addition = new ContactAddition();
    private final Staged staged = bench.stage("name,business_name,phone,city\nAnn,Acme,4155550100,Rome\n");
    private final UUID campaign = staged.campaign().id();

    {
        addition.defaultRegion = "US";
        bench.load(staged);
    }

    @Test
    void theyComeAfterThoseOfTheFileAndByItsRules() {
        AddedContacts added = add(List.of(
                contact("Bob", "(415) 555-0101"),
                contact("", "4155550102"),
                contact("Cid", "nope"),
                contact("Dan", "+1 415 555 0100"),
                contact("Eve", "4155550101"),
                Map.of("name", "Fay", "phone", "4155550103", "city", "Oslo")));

        assertThat(added.accepted()).isEqualTo(2);
        assertThat(added.total()).isEqualTo(3);
        assertThat(added.skipped())
                .containsExactly(
                        new AddedContacts.Skipped(1, "Missing name"),
                        new AddedContacts.Skipped(2, "Invalid phone number format"),
                        new AddedContacts.Skipped(3, "Duplicate phone number"),
                        new AddedContacts.Skipped(4, "Duplicate phone number"));
        assertThat(bench.phones(staged)).containsExactly("+14155550100", "+14155550101", "+14155550103");
        assertThat(bench.positions(staged)).containsExactly(1, 2, 3);
        assertThat(bench.count("select total_contacts from campaigns where id = :id", campaign))
                .isEqualTo(3);
    }

    @Test
    void manyAtOnceLeaveNoGapAndNoNumberTwice() {
        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(adder -> CompletableFuture.runAsync(() -> add(IntStream.range(0, 50)
                                .mapToObj(i -> contact("C" + i, "415556" + (1000 + i)))
                                .toList())))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(bench.positions(staged))
                .isEqualTo(IntStream.rangeClosed(1, 51).boxed().toList());
    }

    /** They leave the search to the import, which had read by then how many there are. */
    @Test
    void thoseThatComeWhileTheImportFillsTheSearchAreTakenInAsWell() {
        boolean last = bench.database.inTransaction(db -> {
            db.setSqlLogger(new SqlLogger() {
                @Override
                public void logBeforeExecution(StatementContext statement) {
                    if (statement.getRawSql().startsWith("insert into contact_search")) {
                        CompletableFuture.runAsync(
                                        () -> add(List.of(contact("Bob", "4155550101"), contact("Cid", "4155550102"))))
                                .join();
                    }
                }
            });
            return ContactSearch.addSlice(db, campaign);
        });
        assertThat(last).isFalse();

        ImportLease lease = bench.imports.claim(staged.importId(), "worker").orElseThrow();
        assertThat(bench.search.fill(lease, ImportBench.NEVER)).isTrue();
        bench.imports.release(lease);

        assertThat(bench.count("select searchable_contacts from campaigns where id = :id", campaign))
                .isEqualTo(3);
        assertThat(bench.count("select count(*) from contact_search where campaign_id = :id", campaign))
                .isEqualTo(3);

        add(List.of(contact("Dan", "4155550103")));
        assertThat(bench.count("select count(*) from contact_search where campaign_id = :id", campaign))
                .isEqualTo(4);
    }

    @Test
    void whatNoFileCouldHoldIsRefused() {
        assertThatExceptionOfType(UnusableFile.class).isThrownBy(() -> add(List.of(contact("A\0", "4155550104"))));
        assertThatExceptionOfType(UnusableFile.class).isThrownBy(() -> add(List.of(contact("A\ud800", "4155550104"))));
    }

    private AddedContacts add(List<Map<String, String>> contacts) {
        return bench.database.inTransaction(db -> addition.add(db, campaign, null, contacts));
    }

    private static Map<String, String> contact(String name, String phone) {
        return Map.of("name", name, "phone", phone);
    }
}
