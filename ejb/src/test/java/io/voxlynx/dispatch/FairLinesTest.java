package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.call.CallEnded;
import io.voxlynx.call.CallStatus;
import io.voxlynx.campaign.CampaignEventsForTests;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.TestCampaigns;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.shared.Queues;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several campaigns with enough people to call, and the provider's ten lines, all of them in use. */
class FairLinesTest {

    private static final int LINES = 10;
    private static final int CONTACTS = 40;

    private final Database database = PostgresForTests.database();
    private final Lines lines = lines();

    @BeforeEach
    void nobodyElseDials() {
        database.useTransaction(handle -> handle.execute(
                "update campaigns set status = 'CANCELED' where status in ('QUEUED', 'DIALING', 'RUNNING')"));
    }

    @AfterEach
    void freeTheLines() {
        nobodyElseDials();
        inUse(0);
    }

    @Test
    void whoHasNoLineGetsTheNextThatIsFree() {
        List<UUID> campaigns = dialing(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0);

        callEnds(campaigns.get(0));

        assertThat(active(campaigns)).containsExactly(0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void everybodyHasHisTurn() {
        List<UUID> campaigns = dialing(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0);

        Random random = new Random(1);
        for (int call = 0; call < 150; call++) {
            List<Integer> active = active(campaigns);
            int[] talking = IntStream.range(0, active.size())
                    .filter(index -> active.get(index) > 0)
                    .toArray();
            callEnds(campaigns.get(talking[random.nextInt(talking.length)]));
        }

        assertThat(claimed(campaigns)).allSatisfy(count -> assertThat(count).isPositive());
    }

    @Test
    void sharesEvenOut() {
        List<UUID> campaigns = dialing(5, 1, 1, 1, 1, 1);

        for (int i = 0; i < 5; i++) {
            callEnds(campaigns.get(0));
        }

        assertThat(active(campaigns)).allSatisfy(count -> assertThat(count).isBetween(1, 2));
        assertThat(active(campaigns).get(0)).isEqualTo(2);
    }

    @Test
    void equalsKeepTheirLines() {
        List<UUID> campaigns = dialing(4, 3, 3);

        campaigns.forEach(this::callEnds);

        assertThat(active(campaigns)).containsExactly(4, 3, 3);
    }

    @Test
    void whereALineIsLeftForOthersNobodyGivesHisOwnAway() {
        List<UUID> campaigns = dialing(4, 1);

        callEnds(campaigns.get(0));

        assertThat(active(campaigns).get(0)).isGreaterThanOrEqualTo(4);
        assertThat(active(campaigns).stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(LINES);
    }

    @Test
    void aLineThatWasLeftForOneWhoHasNobodyToCallAnyMoreIsTakenBack() throws Exception {
        List<UUID> campaigns = dialing(4, 1);
        inUse(LINES);
        Thread ending = new Thread(() -> callEnds(campaigns.get(0)));
        try (Connection other = PostgresForTests.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (Statement claim = other.createStatement()) {
                claim.execute("select from provider_lines for no key update");
                ending.start();
                await().until(() -> waitsForALine());
                claim.execute(
                        "update campaigns set claimed_contacts = total_contacts where id = '" + campaigns.get(1) + "'");
            }
            other.commit();
        }
        ending.join();

        assertThat(active(campaigns)).containsExactly(4, 1);
    }

    @Test
    void whoseInvitationWasLostIsInvitedAgain() {
        List<UUID> campaigns = dialing(4, 0);
        inUse(LINES - 2);

        callEnds(campaigns.get(0));

        assertThat(active(campaigns).get(1)).isPositive();
    }

    @Test
    void whoIsPausedLeavesOthersTheLinesOfThoseHeHasNotCalled() {
        List<UUID> campaigns = dialing(0, 0);
        UUID paused = campaigns.get(0);
        inUse(LINES - 5);
        lines.fill(paused);
        lines.fill(campaigns.get(1));
        assertThat(active(campaigns)).containsExactly(5, 0);

        become(paused, "PAUSED");
        lines.giveBack(paused);

        assertThat(active(campaigns)).containsExactly(0, 5);
        assertThat(claimed(campaigns)).containsExactly(0, 5);
        assertThat(positionsCalled(paused)).isEmpty();

        become(campaigns.get(1), "CANCELED");
        inUse(0);
        become(paused, "RUNNING");
        lines.fill(paused);
        assertThat(positionsCalled(paused)).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void whatAPauseLeavesIsForAll() {
        List<UUID> campaigns = dialing(0, 0, 0, 0, 0);
        UUID paused = campaigns.get(0);
        inUse(LINES - 5);
        lines.fill(paused);
        become(paused, "PAUSED");

        lines.giveBack(paused);

        assertThat(active(campaigns).get(0)).isZero();
        assertThat(active(campaigns)).filteredOn(active -> active > 0).hasSizeGreaterThan(1);
        assertThat(active(campaigns).stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
    }

    @Test
    void whoMayHaveBeenCalledIsNotGivenBackNorAnybodyBefore() {
        for (String called : List.of("launch_state = 'SENDING'", "lookup_first = true", "launch_state = 'ACCEPTED'")) {
            List<UUID> campaigns = dialing(0);
            UUID paused = campaigns.get(0);
            lines.fill(paused);
            database.useTransaction(handle -> handle.execute(
                    "update calls set " + called + " where campaign_id = ? and contact_position = 3", paused));
            become(paused, "PAUSED");

            lines.giveBack(paused);
            lines.giveBack(paused);

            assertThat(positionsCalled(paused)).containsExactly(1, 2, 3);
            assertThat(active(campaigns)).containsExactly(3);
            assertThat(claimed(campaigns)).containsExactly(3);
        }
    }

    @Test
    void whoGoesOnMeanwhileKeepsHisClaims() {
        List<UUID> campaigns = dialing(0);
        lines.fill(campaigns.get(0));

        lines.giveBack(campaigns.get(0));

        assertThat(active(campaigns)).containsExactly(5);
    }

    private void become(UUID campaign, String status) {
        database.useTransaction(
                handle -> handle.execute("update campaigns set status = ? where id = ?", status, campaign));
    }

    private List<Integer> positionsCalled(UUID campaign) {
        return database.inStatement(handle -> handle.createQuery(
                        "select contact_position from calls where campaign_id = ? order by contact_position")
                .bind(0, campaign)
                .mapTo(Integer.class)
                .list());
    }

    private boolean waitsForALine() {
        return database.inStatement(
                handle -> handle.createQuery("""
                        select exists (select from pg_stat_activity
                            where wait_event_type = 'Lock' and query like '%provider_lines%'
                              and pid <> pg_backend_pid())""").mapTo(Boolean.class).one());
    }

    private List<UUID> dialing(int... active) {
        inUse(IntStream.of(active).sum());
        return IntStream.of(active).mapToObj(this::campaign).toList();
    }

    private UUID campaign(int active) {
        UUID id = TestCampaigns.create(database, CampaignMode.continuous, 5).id();
        database.useTransaction(handle -> {
            handle.createUpdate("""
                            insert into contacts (id, campaign_id, position, row_number, name, business_name, phone)
                            select gen_random_uuid(), :id, n, n + 1, 'Ada', 'Company', '+1212555' || to_char(n, 'fm0000')
                            from generate_series(1, :count) n""").bind("id", id).bind("count", CONTACTS).execute();
            handle.createUpdate("""
                            update campaigns set status = 'RUNNING', total_contacts = :count, claimed_contacts = :active,
                                active_calls = :active where id = :id""")
                    .bind("id", id)
                    .bind("count", CONTACTS)
                    .bind("active", active)
                    .execute();
        });
        return id;
    }

    private void callEnds(UUID campaign) {
        lines.callEnded(new CallEnded(UUID.randomUUID(), campaign, CallStatus.ENDED));
    }

    private List<Integer> active(List<UUID> campaigns) {
        return numbers("active_calls", campaigns);
    }

    private List<Integer> claimed(List<UUID> campaigns) {
        return numbers("claimed_contacts", campaigns);
    }

    private List<Integer> numbers(String column, List<UUID> campaigns) {
        return database.inTransaction(handle -> handle.createQuery("select " + column
                        + " from unnest(:ids) with ordinality as t (id, n) join campaigns using (id) order by n")
                .bind("ids", campaigns.toArray(UUID[]::new))
                .mapTo(Integer.class)
                .list());
    }

    private void inUse(int count) {
        database.useTransaction(
                handle -> handle.execute("update provider_lines set active_calls = ? where provider = 'vapi'", count));
    }

    private Lines lines() {
        Lines made = new Lines();
        made.database = database;
        made.events = CampaignEventsForTests.events(database);
        made.providerCap = LINES;
        made.queues = new Queues() {
            @Override
            public void callLaunches(Collection<?> callIds) {
                // nobody is dialled here
            }
        };
        return made;
    }
}
