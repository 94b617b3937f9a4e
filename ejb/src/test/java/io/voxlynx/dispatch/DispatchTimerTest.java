package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Schedules;
import io.voxlynx.shared.TestBroker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes, of which one always comes first, because its clock is a little ahead. */
class DispatchTimerTest {

    private static final Duration PUT_OFF = LookUps.NEXT.plusSeconds(1);
    private static final Duration UNTIL_IT_TRIES_AGAIN = Duration.ofSeconds(10);

    private final Set<String> claimed = new HashSet<>();
    private final Set<String> ticks = new HashSet<>();
    private final Schedules schedules = new Schedules() {
        @Override
        public boolean claim(String name, Duration interval) {
            return claimed.add(name);
        }
    };
    private final DialingNode fastest = new DialingNode(new FakeProvider());
    private final DialingNode other = new DialingNode(new FakeProvider());
    private final TestBroker fastestBroker = new TestBroker();
    private final TestBroker otherBroker = new TestBroker();
    private final DispatchTimer fastestTimer = timer("fastest", fastest, fastestBroker);
    private final DispatchTimer otherTimer = timer("other", other, otherBroker);
    private final ClaimedCall call = ClaimedCall.inARunningCampaign();

    private DispatchTimer timer(String name, DialingNode node, TestBroker broker) {
        node.launches.queues = broker.queues;
        DispatchTimer timer = new DispatchTimer();
        timer.schedules = schedules;
        timer.queues = broker.queues;
        timer.launches = node.launches;
        timer.tickSeconds = 60;
        timer.tick = new Tick() {
            @Override
            public Result run(UUID only) {
                ticks.add(name);
                return null;
            }
        };
        return timer;
    }

    @AfterEach
    void stop() {
        fastest.close();
        other.close();
    }

    @Test
    void whatIsDueIsToldOfOnceByWhoeverComesFirst() {
        aSecond();

        assertThat(fastestBroker.hints).contains(hint());
        assertThat(otherBroker.hints).doesNotContain(hint());
    }

    @Test
    void whatTheFastestCannotTellAnybodyAnotherTellsTheNextTime() {
        fastestBroker.goesDown();
        aSecond();
        assertThat(otherBroker.hints).as("the fastest has put it off").doesNotContain(hint());

        call.timePasses(PUT_OFF);
        aSecond();

        assertThat(otherBroker.hints).contains(hint());
    }

    @Test
    void theTickIsEverybodysAllTheSame() {
        fastestBroker.goesDown();
        aSecond();
        aSecond();

        assertThat(ticks).containsExactly("fastest");
    }

    @Test
    void whoseBrokerIsBackTakesPartAgain() {
        fastestBroker.goesDown();
        aSecond();
        fastestBroker.comesBack();
        fastestBroker.timePasses(UNTIL_IT_TRIES_AGAIN);

        call.timePasses(PUT_OFF);
        aSecond();

        assertThat(fastestBroker.hints).contains(hint());
    }

    private void aSecond() {
        claimed.clear();
        fastestTimer.everySecond();
        otherTimer.everySecond();
    }

    private String hint() {
        return call.id().toString();
    }
}
