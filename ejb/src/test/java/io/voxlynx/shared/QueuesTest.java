package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class QueuesTest {

    /** How often a sweep has its turn. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestBroker broker = new TestBroker();
    private final Queues queues = broker.queues;

    @Test
    void areOpenBeforeAnythingWasSentAndWhereItWas() {
        assertThat(queues.areOpen()).isTrue();

        hint();

        assertThat(queues.areOpen()).isTrue();
        assertThat(broker.hints).hasSize(1);
    }

    @Test
    void areClosedForSomeTurnsWhenAHintCouldNotBeSentAndAreThenTriedAgain() {
        broker.goesDown();
        hint();
        assertThat(queues.areOpen()).isFalse();

        broker.timePasses(TURN.multipliedBy(3));
        assertThat(queues.areOpen()).isFalse();

        broker.timePasses(SOON);
        assertThat(queues.areOpen()).isTrue();

        hint();
        assertThat(queues.areOpen()).isFalse();
    }

    @Test
    void areOpenAgainAsSoonAsAHintIsSent() {
        broker.goesDown();
        hint();

        broker.comesBack();
        hint();

        assertThat(queues.areOpen()).isTrue();
    }

    @Test
    void aFailureThatLastsIsALineAMinuteAndNotOneForEachHint() {
        broker.goesDown();

        List<LogRecord> lines = linesDuring(() -> {
            for (int second = 0; second < 50; second++) {
                hint();
                broker.timePasses(Duration.ofSeconds(1));
            }
        });
        assertThat(lines).hasSize(1);

        broker.timePasses(Duration.ofMinutes(1));
        assertThat(linesDuring(this::hint)).hasSize(1);
    }

    private void hint() {
        queues.callLaunches(List.of(UUID.randomUUID()));
    }

    private static List<LogRecord> linesDuring(Runnable work) {
        List<LogRecord> lines = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line);
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
        Logger log = Logger.getLogger(Queues.class.getName());
        log.addHandler(listener);
        try {
            work.run();
        } finally {
            log.removeHandler(listener);
        }
        return lines;
    }
}
