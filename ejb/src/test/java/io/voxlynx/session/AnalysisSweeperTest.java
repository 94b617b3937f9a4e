package io.voxlynx.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Schedules;
import io.voxlynx.shared.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnalysisSweeperTest {

    private final List<String> done = new ArrayList<>();
    private final TestBroker broker = new TestBroker();
    private final AnalysisSweeper sweeper = new AnalysisSweeper();

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
        sweeper.run = new AnalysisRun() {
            @Override
            void sweep(int limit) {
                done.add("told");
            }
        };
    }

    @Test
    void tellsOfWhatIsDue() {
        sweeper.everySecond();

        assertThat(done).containsExactly("due-analyses", "told");
    }

    @Test
    void leavesThatToOtherNodesAfterAHintThatCouldNotBeSent() {
        broker.goesDown();
        broker.queues.sessionAnalyses(List.of(UUID.randomUUID()));

        sweeper.everySecond();

        assertThat(done).isEmpty();
    }
}
