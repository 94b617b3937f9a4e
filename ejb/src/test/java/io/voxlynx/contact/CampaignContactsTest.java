package io.voxlynx.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.Page;
import io.voxlynx.shared.PostgresForTests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 100 contacts; the first 60 have calls (40 ended, 17 failed, 3 ringing); the first 80 are in the search already. */
class CampaignContactsTest {

    private static final Database DATABASE = PostgresForTests.database();
    private static final CampaignContacts CONTACTS = new CampaignContacts();
    private static final Campaign CONTINUOUS = TestCampaigns.create(DATABASE, CampaignMode.continuous, 3);
    private static final Campaign BATCHES = TestCampaigns.create(DATABASE, CampaignMode.batch, 8);

    @BeforeAll
    static void fill() {
        CONTACTS.database = DATABASE;
        fill(CONTINUOUS);
        fill(BATCHES);
    }

    private static void fill(Campaign campaign) {
        DATABASE.useTransaction(db -> {
            db.createUpdate("""
                            insert into contacts (id, campaign_id, position, row_number, name, business_name, phone)
                            select gen_random_uuid(), :id, n, n + 1,
                                   case n when 90 then '=Öz 100%' else 'Name ' || n end,
                                   case n % 10 when 0 then 'Zq_' || n else 'Acme' end, '+1415555' || 1000 + n
                              from generate_series(1, 100) n""").bind("id", campaign.id()).execute();
            db.createUpdate("""
                            insert into calls (id, campaign_id, contact_id, contact_position, status, launch_state, slot_held,
                                               queued_at, launch_after, cost, duration_seconds, summary, success_evaluation)
                            select gen_random_uuid(), campaign_id, id, position,
                                   case when position <= 40 then 'ENDED' when position <= 57 then 'FAILED' else 'RINGING' end,
                                   'ACCEPTED', position > 57, now(), now(), 0.05, 90.5, '+ "fine", he said', position % 2 = 0
                              from contacts where campaign_id = :id and position <= 60""").bind("id", campaign.id()).execute();
            db.createUpdate("""
                            update campaigns set total_contacts = 100, claimed_contacts = 60, ended_calls = 40,
                                   failed_calls = 17, active_calls = 3, searchable_contacts = 80 where id = :id""").bind("id", campaign.id()).execute();
            db.createUpdate(ContactSearch.ADD_SLICE)
                    .bind("campaign", campaign.id())
                    .bind("done", 0)
                    .bind("upTo", 80)
                    .execute();
        });
    }

    @Test
    void pagesInTheOrderOfTheFile() {
        Page<CampaignContact> page = page(CONTINUOUS, ContactFilter.ALL, 3, 30);
        assertThat(page.total()).isEqualTo(100);
        assertThat(page.pages()).isEqualTo(4);
        assertThat(page.items())
                .hasSize(30)
                .first()
                .extracting(CampaignContact::name)
                .isEqualTo("Name 61");
        assertThat(page(CONTINUOUS, ContactFilter.ALL, 5, 30).items()).isEmpty();
    }

    @Test
    void showsTheCallOfAContact() {
        CampaignContact contact =
                page(CONTINUOUS, ContactFilter.ALL, 1, 1).items().get(0);
        assertThat(contact.status()).isEqualTo(ContactStatus.ENDED);
        assertThat(contact.call().cost()).isEqualByComparingTo("0.05");
        assertThat(contact.call().successEvaluation()).isFalse();
    }

    @Test
    void findsByStatus() {
        assertThat(page(CONTINUOUS, status(ContactStatus.PENDING), 1, 50).total())
                .isEqualTo(40);
        assertThat(page(CONTINUOUS, status(ContactStatus.PENDING), 1, 50).items())
                .allMatch(c -> c.call() == null);
        assertThat(page(CONTINUOUS, status(ContactStatus.FAILED), 2, 10).items())
                .hasSize(7)
                .allMatch(c -> c.status() == ContactStatus.FAILED);
        assertThat(page(CONTINUOUS, status(ContactStatus.RINGING), 1, 10).total())
                .isEqualTo(3);
        assertThat(page(CONTINUOUS, status(ContactStatus.TIMEOUT), 1, 10).total())
                .isZero();
    }

    @Test
    void findsByBatch() {
        Page<CampaignContact> last = page(BATCHES, new ContactFilter(null, null, 12), 1, 50);
        assertThat(last.total()).isEqualTo(4);
        assertThat(last.items()).allMatch(c -> c.batchIndex() == 12);
        assertThat(page(BATCHES, new ContactFilter(null, null, 13), 1, 50).total())
                .isZero();
        assertThat(page(BATCHES, new ContactFilter(null, null, Integer.MAX_VALUE), 1, 50)
                        .total())
                .isZero();
        assertThat(page(BATCHES, new ContactFilter(ContactStatus.PENDING, null, 7), 1, 50)
                        .total())
                .isEqualTo(4);
        assertThat(page(BATCHES, new ContactFilter(ContactStatus.RINGING, null, 7), 1, 50)
                        .total())
                .isEqualTo(3);
        assertThat(page(BATCHES, new ContactFilter(ContactStatus.ENDED, null, 0), 1, 50)
                        .total())
                .isEqualTo(8);
        assertThat(page(CONTINUOUS, new ContactFilter(null, null, 0), 1, 50).total())
                .isEqualTo(100);
    }

    @Test
    void refusesBatchesThatCannotBe() {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> page(CONTINUOUS, new ContactFilter(null, null, 1), 1, 50));
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> page(BATCHES, new ContactFilter(null, null, -1), 1, 50));
    }

    @Test
    void searchesNameBusinessAndPhoneInAnyCase() {
        assertThat(names("NAME 61")).containsExactly("Name 61");
        assertThat(names("(415) 555-1007")).containsExactly("Name 7");
        assertThat(names("acme")).hasSize(90);
    }

    @Test
    void findsShortTermsAndContactsNotYetInTheIndex() {
        assertThat(names("zq")).hasSize(10);
        assertThat(names("q")).hasSize(10);
        assertThat(names("öz")).containsExactly("=Öz 100%");
        assertThat(names("nobody")).isEmpty();
    }

    @Test
    void takesWildcardsLiterally() {
        assertThat(names("%")).containsExactly("=Öz 100%");
        assertThat(names("zq_9")).hasSize(1);
        assertThat(names("z__")).isEmpty();
        assertThat(names("\\")).isEmpty();
    }

    @Test
    void searchesWithinStatusAndBatchAndPages() {
        assertThat(page(CONTINUOUS, new ContactFilter(ContactStatus.ENDED, "zq", null), 1, 3)
                        .total())
                .isEqualTo(4);
        assertThat(page(CONTINUOUS, new ContactFilter(ContactStatus.ENDED, "zq", null), 2, 3)
                        .items())
                .hasSize(1);
        assertThat(page(CONTINUOUS, new ContactFilter(ContactStatus.PENDING, "zq", null), 1, 3)
                        .total())
                .isEqualTo(4);
        assertThat(page(BATCHES, new ContactFilter(null, "zq", 1), 1, 3).total())
                .isEqualTo(1);
        Page<CampaignContact> beyond = page(CONTINUOUS, new ContactFilter(null, "zq", null), 9, 3);
        assertThat(beyond.items()).isEmpty();
        assertThat(beyond.total()).isEqualTo(10);
    }

    @Test
    void exportsEveryContactAsSpreadsheetsNeedIt() {
        List<String> lines = export(false);
        assertThat(lines).hasSize(101);
        assertThat(lines.get(0))
                .isEqualTo("name,business_name,phone,call_status,ended_reason,cost_usd,duration_seconds,recording_url,"
                        + "success_evaluation,transcript_summary");
        assertThat(lines.get(2))
                .isEqualTo("Name 2,Acme,+14155551002,ENDED,,0.05,90.5,,true,\"'+ \"\"fine\"\", he said\"");
        assertThat(lines.get(90)).isEqualTo("'=Öz 100%,Zq_90,+14155551090,PENDING,,,,,,");
        assertThat(export(true).get(90)).startsWith("=Öz 100%,");
    }

    private static List<String> export(boolean raw) {
        ContactExport export = new ContactExport();
        export.database = DATABASE;
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        assertThat(export.write(CONTINUOUS.id(), raw, csv)).isEqualTo(100);
        String text = csv.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("\r\n");
        return List.of(text.split("\r\n"));
    }

    private static List<String> names(String search) {
        return page(CONTINUOUS, new ContactFilter(null, search, null), 1, 500).items().stream()
                .map(CampaignContact::name)
                .toList();
    }

    private static ContactFilter status(ContactStatus status) {
        return new ContactFilter(status, null, null);
    }

    private static Page<CampaignContact> page(Campaign campaign, ContactFilter filter, int page, int limit) {
        return CONTACTS.page(campaign, filter, Page.Request.of(page, limit, 500));
    }
}
