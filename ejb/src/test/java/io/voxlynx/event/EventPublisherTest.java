package io.voxlynx.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventPublisherTest {

    private final Database database = PostgresForTests.database();
    private final DomainEvents events = EventsForTests.events(database);
    private final UUID call = UUID.randomUUID();
    private final Heard heard = new Heard();
    private final EventPublisher publisher = publisher(heard);

    @BeforeEach
    void whatOtherTestsLeftIsPublished() {
        database.useTransaction(handle -> {
            handle.execute("update domain_events set published_at = clock_timestamp() where published_at is null");
            handle.execute("update event_publisher set lease_until = clock_timestamp()");
        });
    }

    @Test
    void eventsAreToldOnceAndInTheirOrder() {
        List<String> recorded = recordSome(450);

        publisher.publish();
        publisher.publish();

        assertThat(heard.ids).isEqualTo(recorded);
    }

    @Test
    void whatTheBrokerDidNotTakeIsToldAgain() {
        List<String> recorded = recordSome(3);
        heard.breaksAfter = 1;
        publisher.publish();
        heard.breaksAfter = Integer.MAX_VALUE;

        publisher.publish();

        assertThat(heard.ids)
                .as("the first was with the broker before it broke")
                .containsExactly(recorded.get(0), recorded.get(0), recorded.get(1), recorded.get(2));
    }

    @Test
    void whatSomebodyToldWhoWasKilledBeforeHeWroteItDownIsToldAgainUnderTheSameId() {
        List<String> recorded = recordSome(2);
        catchThrowable(() -> publisher(new Heard() {
                    @Override
                    void publish(List<DomainEvent> told, Duration keep) {
                        heard.publish(told, keep);
                        throw new Killed();
                    }
                })
                .publish());

        publisher.publish();
        assertThat(heard.ids).as("as long as he may still be at it").isEqualTo(recorded);
        database.useTransaction(handle -> handle.execute("update event_publisher set lease_until = clock_timestamp()"));
        publisher.publish();

        assertThat(heard.ids).containsExactly(recorded.get(0), recorded.get(1), recorded.get(0), recorded.get(1));
    }

    private List<String> recordSome(int number) {
        List<String> ids = new ArrayList<>();
        database.useTransaction(handle -> {
            for (int i = 0; i < number; i++) {
                events.record(NewEvent.of(EventType.CALL_LAUNCHED, call, "ada"));
            }
            ids.addAll(handle.createQuery("select id from domain_events where subject_id = ? order by position")
                    .bind(0, call)
                    .mapTo(String.class)
                    .list());
        });
        return ids;
    }

    private EventPublisher publisher(EventTopic topic) {
        EventPublisher made = new EventPublisher();
        made.book = new EventBook();
        made.book.database = database;
        made.topic = topic;
        made.timeToLiveDays = 7;
        return made;
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** A topic that breaks when it is told to. */
    private static class Heard extends EventTopic {

        final List<String> ids = new ArrayList<>();
        int breaksAfter = Integer.MAX_VALUE;

        @Override
        void publish(List<DomainEvent> told, Duration keep) {
            for (DomainEvent event : told) {
                if (breaksAfter-- == 0) {
                    throw new JMSRuntimeException("gone");
                }
                ids.add(event.id().toString());
            }
        }
    }
}
