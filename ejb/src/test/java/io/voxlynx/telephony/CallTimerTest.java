package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.TestBroker;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallTimerTest {

    private final TestLine line = new TestLine();
    private final TestBroker broker = new TestBroker();
    private final CallTimer timer = new CallTimer();
    private final UUID session = line.ordered();

    @BeforeEach
    void comesDue() {
        line.change(session, "due_at = clock_timestamp()");
        timer.book = line.book;
        timer.queues = broker.queues;
    }

    @Test
    void tellsOfWhatIsDue() {
        timer.sweep();

        assertThat(broker.hints).contains(session.toString());
        assertThat(line.isDue(session)).isFalse();
    }

    @Test
    void leavesThatToOtherNodesAfterAHintThatCouldNotBeSent() {
        broker.goesDown();
        broker.queues.sessionCalls(List.of(session));

        timer.sweep();

        assertThat(line.isDue(session)).isTrue();
    }
}
