package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Schedules;
import io.voxlynx.shared.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallbackSweeperTest {

    private final List<String> done = new ArrayList<>();
    private final TestBroker broker = new TestBroker();
    private final CallbackSweeper sweeper = new CallbackSweeper();

    @BeforeEach
    void listen() {
        sweeper.queues = broker.queues;
        sweeper.schedules = new Schedules() {
            @Override
            public boolean claim(String name, Duration interval) {
                done.add(name);
                return true;
            }
        };
        sweeper.delivery = new CallbackDelivery() {
            @Override
            void sweep(int limit) {
                done.add("told");
            }
        };
        sweeper.rounds = new CallbackRounds() {
            @Override
            int giveUpOverdue(int limit) {
                done.add("given up");
                return 0;
            }
        };
    }

    @Test
    void tellsOfWhatIsDue() {
        sweeper.everySecond();

        assertThat(done).containsExactly("due-callbacks", "told");
    }

    @Test
    void leavesThatToOtherNodesAfterAHintThatCouldNotBeSent() {
        broker.goesDown();
        broker.queues.callbacks(List.of(UUID.randomUUID()));

        sweeper.everySecond();

        assertThat(done).isEmpty();
    }

    @Test
    void givesUpWhatIsOverdueAllTheSame() {
        broker.goesDown();
        broker.queues.callbacks(List.of(UUID.randomUUID()));

        sweeper.everyMinute();

        assertThat(done).containsExactly("overdue-callbacks", "given up");
    }
}
