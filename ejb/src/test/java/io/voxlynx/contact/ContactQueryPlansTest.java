package io.voxlynx.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One campaign that is nearly the whole of both tables, with fresh statistics and with none: when reading all of them
 * looks cheapest to the planner.
 */
class ContactQueryPlansTest {

    private static final int CONTACTS = 100_000;
    private static final Database DATABASE = PostgresForTests.database();
    private static final Campaign CAMPAIGN = TestCampaigns.create(DATABASE, CampaignMode.continuous, 8);

    @BeforeAll
    static void fill() {
        DATABASE.useTransaction(db -> {
            db.createUpdate("""
                            insert into contacts (id, campaign_id, position, row_number, name, business_name, phone)
                            select gen_random_uuid(), :id, n, n + 1, 'Name ' || n, 'Acme', '+1415' || 2000000 + n
                              from generate_series(1, :contacts) n""")
                    .bind("id", CAMPAIGN.id())
                    .bind("contacts", CONTACTS)
                    .execute();
            db.createUpdate("""
                            insert into calls (id, campaign_id, contact_id, contact_position, status, launch_state, slot_held,
                                               queued_at, launch_after)
                            select gen_random_uuid(), campaign_id, id, position, 'ENDED', 'ACCEPTED', false, now(), now()
                              from contacts where campaign_id = :id""").bind("id", CAMPAIGN.id()).execute();
            db.createUpdate(ContactSearch.ADD_SLICE)
                    .bind("campaign", CAMPAIGN.id())
                    .bind("done", 0)
                    .bind("upTo", CONTACTS / 2)
                    .execute();
        });
    }

    static Stream<Arguments> questions() {
        List<String> terms = List.of("Name 4711", "acme", "1", "zq");
        return Stream.of(false, true)
                .flatMap(analyzed -> Stream.concat(
                        Stream.of(
                                Arguments.of(analyzed, ContactQueries.BY_POSITION, ""),
                                Arguments.of(analyzed, ContactQueries.BY_STATUS, ""),
                                Arguments.of(analyzed, ContactQueries.COUNT_STATUS, "")),
                        terms.stream()
                                .flatMap(term -> Stream.of(
                                        Arguments.of(analyzed, ContactQueries.COUNT_HITS, term),
                                        Arguments.of(analyzed, ContactQueries.COUNT_HITS_WITH_STATUS, term),
                                        Arguments.of(analyzed, ContactQueries.SEARCH, term),
                                        Arguments.of(analyzed, ContactQueries.SEARCH_WITH_STATUS, term)))));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void noneReadsContactsOrCallsFromEndToEnd(boolean analyzed, String sql, String term) {
        if (analyzed) {
            DATABASE.useTransaction(db -> db.execute("analyze contacts, calls, contact_search"));
        }
        assertThat(plan(sql, term)).contains("Index").doesNotContain("Seq Scan on contacts", "Seq Scan on calls");
    }

    private static String plan(String sql, String term) {
        return DATABASE.inTransaction(db -> {
            db.execute(ContactQueries.NO_FULL_SCANS);
            if (!ContactSearch.hasTrigram(term)) {
                db.execute(ContactQueries.NO_TRIGRAMS);
            }
            Query query = db.createQuery("explain " + sql)
                    .bind("campaign", CAMPAIGN.id())
                    .bind("first", CONTACTS - 49)
                    .bind("last", CONTACTS)
                    .bind("status", ContactStatus.ENDED)
                    .bind("low", 1)
                    .bind("high", CONTACTS)
                    .bind("limit", 50)
                    .bind("offset", CONTACTS - 50)
                    .bind("pattern", ContactSearch.pattern(term))
                    .bind("searchable", CONTACTS / 2);
            query.getConfig(org.jdbi.v3.core.statement.SqlStatements.class).setUnusedBindingAllowed(true);
            return String.join("\n", query.mapTo(String.class).list());
        });
    }
}
