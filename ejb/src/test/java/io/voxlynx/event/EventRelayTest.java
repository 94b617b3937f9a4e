package io.voxlynx.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.Node;
import io.voxlynx.shared.PostgresForTests;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.jms.JMSRuntimeException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventRelayTest {

    private final Database database = PostgresForTests.database();
    private final DomainEvents events = EventsForTests.events(database);
    private final UUID call = UUID.randomUUID();
    private final Heard heard = new Heard();
    private final TestNode node = new TestNode("one", heard);

    @BeforeEach
    void whatOtherTestsLeftIsOld() {
        database.useTransaction(handle -> {
            handle.execute("delete from event_relays");
            handle.execute("update domain_events set occurred_at = occurred_at - interval '2 days'");
        });
        node.relay();
        heard.told.clear();
    }

    @AfterEach
    void nobodyIsThere() {
        System.clearProperty("jboss.node.name");
        database.useTransaction(handle -> handle.execute("delete from event_relays"));
    }

    @Test
    void eventsAreToldOnceAndInTheirOrder() {
        List<String> recorded = recordSome(450);

        node.relay();
        node.relay();

        assertThat(heard.ids()).isEqualTo(recorded);
    }

    /** A server that is suspended drops what is scheduled then, and tells nobody but its log. */
    @Test
    void aHintThatWasDroppedKeepsNoLaterOneBack() {
        AtomicInteger hints = new AtomicInteger();
        node.relay.executor = (ManagedScheduledExecutorService) Proxy.newProxyInstance(
                EventRelayTest.class.getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                    hints.incrementAndGet();
                    return null;
                });
        node.relay.wake();
        node.relay.wake();
        assertThat(hints).as("gathered").hasValue(1);

        node.relay();
        node.relay.wake();

        assertThat(hints).hasValue(2);
    }

    @Test
    void everyNodeTellsItsOwnBrokerEverything() {
        List<String> recorded = recordSome(250);
        Heard elsewhere = new Heard();

        node.relay();
        new TestNode("two", elsewhere).relay();

        assertThat(heard.ids()).isEqualTo(recorded);
        assertThat(elsewhere.ids()).isEqualTo(recorded);
    }

    @Test
    void aNodeThatWasAwayGoesOnWhereItStopped() {
        Heard elsewhere = new Heard();
        List<String> recorded = new ArrayList<>(recordSome(2));
        new TestNode("two", elsewhere).relay();
        recorded.addAll(recordSome(3));
        node.relay();
        database.useTransaction(handle -> handle.execute(
                "update event_relays set seen_at = clock_timestamp() - interval '60 days' where node = 'two'"));

        new TestNode("two", elsewhere).relay();

        assertThat(elsewhere.ids()).isEqualTo(recorded);
    }

    @Test
    void aNodeThatNobodyHasSeenBeforeBeginsADayBack() {
        recordSome(2);
        node.relay();
        database.useTransaction(handle -> handle.execute(
                "update domain_events set occurred_at = clock_timestamp() - interval '25 hours' where subject_id = ?",
                call));
        List<String> recent = recordSome(2);
        node.relay();
        Heard newcomer = new Heard();

        new TestNode("new", newcomer).relay();

        assertThat(newcomer.ids()).isEqualTo(recent);
    }

    @Test
    void whatCommitsLateIsNotPassedOver() throws SQLException {
        try (Connection late = PostgresForTests.dataSource().getConnection()) {
            late.setAutoCommit(false);
            String id = insert(late);
            List<String> recorded = recordSome(3);
            node.relay();
            assertThat(heard.ids()).isEqualTo(recorded);

            late.commit();
            node.relay();

            assertThat(heard.ids()).hasSize(4).endsWith(id);
        }
    }

    @Test
    void nobodySeesANumberBeforeTheLowerOnes() throws Exception {
        recordSome(1);
        try (Connection another = PostgresForTests.dataSource().getConnection()) {
            another.setAutoCommit(false);
            // Another node, in the middle of giving numbers.
            another.createStatement().execute("select last from event_numbers for update");
            Thread relay = new Thread(node::relay);
            relay.start();
            another.createStatement()
                    .execute("update domain_events set sequence = (select last + 1 from event_numbers)"
                            + " where sequence is null");
            another.createStatement().execute("update event_numbers set last = last + 1");
            List<String> later = recordSome(1);
            assertThat(relay.isAlive()).isTrue();

            another.commit();
            relay.join();

            assertThat(heard.ids()).hasSize(2).endsWith(later.get(0));
        }
    }

    @Test
    void whatTheBrokerDidNotTakeIsToldAgain() {
        List<String> recorded = recordSome(3);
        heard.breaksAfter = 1;
        node.relay();
        heard.breaksAfter = Integer.MAX_VALUE;

        node.relay();

        assertThat(heard.ids())
                .as("the first was with the broker before it broke")
                .containsExactly(recorded.get(0), recorded.get(0), recorded.get(1), recorded.get(2));
    }

    @Test
    void whatItToldBeforeItWasKilledAndDidNotWriteDownIsToldAgainUnderTheSameId() {
        List<String> recorded = recordSome(2);
        TestNode killed = new TestNode("one", new Heard() {
            @Override
            void publish(List<RecordedEvent> told, Duration keep) {
                heard.publish(told, keep);
                throw new Killed();
            }
        });
        catchThrowable(killed::relay);

        node.relay();

        assertThat(heard.ids()).containsExactly(recorded.get(0), recorded.get(1), recorded.get(0), recorded.get(1));
    }

    @Test
    void whatIsToldIsOnTheDisk() {
        for (int time = 0; time < 10; time++) {
            database.useRedoableTransaction(handle -> events.record(NewEvent.of(EventType.CALL_LAUNCHED, call, "ada")));
            String written = database.inStatement(handle -> handle.createQuery("select pg_current_wal_insert_lsn()")
                    .mapTo(String.class)
                    .one());
            new TestNode("one", new Heard() {
                        @Override
                        void publish(List<RecordedEvent> told, Duration keep) {
                            heard.publish(told, keep);
                            assertThat(isOnTheDisk(written)).isTrue();
                        }
                    })
                    .relay();
        }
        assertThat(heard.told).hasSize(10);
    }

    private boolean isOnTheDisk(String position) {
        return database.inStatement(
                handle -> handle.createQuery("select pg_current_wal_flush_lsn() >= cast(? as pg_lsn)")
                        .bind(0, position)
                        .mapTo(Boolean.class)
                        .one());
    }

    @Test
    void whoSetsTheCursorBackHasEventsToldAgain() {
        List<String> recorded = recordSome(2);
        node.relay();

        database.useTransaction(
                handle -> handle.execute("update event_relays set sequence = sequence - 2 where node = 'one'"));
        node.relay();

        assertThat(heard.ids()).containsExactly(recorded.get(0), recorded.get(1), recorded.get(0), recorded.get(1));
    }

    @Test
    void aCursorThatIsSetBackWhileTheNodeIsAtItStaysThere() {
        List<String> recorded = new ArrayList<>(recordSome(1));
        node.relay();
        recorded.addAll(recordSome(2));
        TestNode disturbed = new TestNode("one", new Heard() {
            @Override
            void publish(List<RecordedEvent> told, Duration keep) {
                heard.publish(told, keep);
                database.useTransaction(
                        handle -> handle.execute("update event_relays set sequence = sequence - 1 where node = 'one'"));
            }
        });
        disturbed.relay();

        node.relay();

        assertThat(heard.ids()).hasSize(6).endsWith(recorded.get(0), recorded.get(1), recorded.get(2));
    }

    @Test
    void ofALaterVersionsEventIsPassedOnWhatItsRowSays() {
        database.useTransaction(handle -> handle.execute("""
                insert into domain_events (id, type, version, subject_kind, subject_id, owner_id, data)
                values (gen_random_uuid(), 'whisper.overheard', 2, 'whisper', ?, 'ada', '{"loud": false}')""", call));

        node.relay();

        assertThat(heard.told)
                .singleElement()
                .satisfies(event -> assertThat(event.json())
                        .contains(
                                "\"version\":2",
                                "\"type\":\"whisper.overheard\"",
                                "\"kind\":\"whisper\"",
                                "\"data\":{\"loud\":false}"));
    }

    private List<String> recordSome(int number) {
        return database.inTransaction(handle -> {
            long before = handle.createQuery("select coalesce(max(position), 0) from domain_events")
                    .mapTo(Long.class)
                    .one();
            for (int i = 0; i < number; i++) {
                events.record(NewEvent.of(EventType.CALL_LAUNCHED, call, "ada"));
            }
            return handle.createQuery(
                            "select id from domain_events where subject_id = ? and position > ? order by position")
                    .bind(0, call)
                    .bind(1, before)
                    .mapTo(String.class)
                    .list();
        });
    }

    private static String insert(Connection connection) throws SQLException {
        UUID id = UUID.randomUUID();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into domain_events (id, type, subject_kind, subject_id, owner_id, data)
                values (?, 'call.launched', 'call', ?, 'ada', '{}')""")) {
            insert.setObject(1, id);
            insert.setObject(2, UUID.randomUUID());
            insert.execute();
        }
        return id.toString();
    }

    /** A node that has just started. */
    private final class TestNode {

        private final String name;
        private final EventRelay relay = new EventRelay();

        TestNode(String name, EventTopic topic) {
            this.name = name;
            relay.numbers = new EventNumbers();
            relay.numbers.database = database;
            relay.cursors = new RelayCursors();
            relay.cursors.database = database;
            relay.topic = topic;
            relay.timeToLiveDays = 7;
        }

        void relay() {
            System.setProperty("jboss.node.name", name);
            assertThat(Node.name()).isEqualTo(name);
            relay.relay();
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** A topic that breaks when it is told to. */
    private static class Heard extends EventTopic {

        final List<RecordedEvent> told = new ArrayList<>();
        int breaksAfter = Integer.MAX_VALUE;

        List<String> ids() {
            return told.stream().map(event -> event.id().toString()).toList();
        }

        @Override
        void publish(List<RecordedEvent> events, Duration keep) {
            for (RecordedEvent event : events) {
                if (breaksAfter-- == 0) {
                    throw new JMSRuntimeException("gone");
                }
                told.add(event);
            }
        }
    }
}
