package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.outbox.Lanes.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {

    private static final Reply SILENCE = Reply.none("no answer");
    private static final String HOST = "receiver.example";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Lanes lanes = new Lanes(nanos::get);

    @Test
    void oneHostKeepsOnlySomeWorkersBusy() {
        answer(HOST, Duration.ZERO);
        List<Lane> all = all();

        assertThat(all).hasSize(Lanes.OF_ONE_HOST);
        assertThat(lanes.hasRoom(HOST)).isFalse();
        assertThat(lanes.enter("other.example")).isPresent();
        all.get(0).close();
        assertThat(lanes.hasRoom(HOST)).isTrue();
        assertThat(lanes.enter(HOST)).isPresent();
    }

    @Test
    void aHostThatNobodyHasHeardFromGetsOneWorker() {
        assertThat(all()).hasSize(1);
    }

    @Test
    void aHostThatAnswersSlowlyGetsOneWorkerUntilItIsQuickAgain() {
        answer(HOST, Duration.ZERO);
        answer(HOST, Duration.ofSeconds(9));
        assertThat(roomOf(HOST)).isEqualTo(1);

        for (int n = 0; n < 10; n++) {
            answer(HOST, Duration.ZERO);
        }
        assertThat(roomOf(HOST)).isEqualTo(Lanes.OF_ONE_HOST);
    }

    @Test
    void aHostThatIsSlowEverySecondTimeIsSlow() {
        for (int n = 0; n < 10; n++) {
            answer(HOST, Duration.ofSeconds(9));
            answer(HOST, Duration.ZERO);
        }

        assertThat(roomOf(HOST)).isEqualTo(1);
    }

    @Test
    void workersLeaveAHostThatTurnsOutToBeSlow() {
        answer(HOST, Duration.ZERO);
        List<Lane> all = all();

        all.get(0).during(() -> slow(Reply.answered(200), Duration.ofSeconds(9)));

        assertThat(all.get(1).isClosed()).isTrue();
        all.subList(1, 4).forEach(Lane::close);
        assertThat(all.get(0).isClosed()).isFalse();
    }

    @Test
    void allThatAilLeaveHalfOfTheWorkersToOthers() {
        List<Lane> busy = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            String ailing = "slow" + n + ".example";
            answer(ailing, Duration.ofSeconds(9));
            lanes.enter(ailing).ifPresent(busy::add);
        }

        assertThat(busy).hasSize(Lanes.OF_ALL_THAT_AIL);
        assertThat(lanes.hasRoom("slow49.example")).isFalse();
        assertThat(lanes.enter(HOST)).isPresent();
        busy.get(0).close();
        assertThat(lanes.enter("slow49.example")).isPresent();
    }

    @Test
    void aTurnEndsAfterSomeSecondsOrManyTries() {
        answer(HOST, Duration.ZERO);
        Lane slow = lanes.enter(HOST).orElseThrow();
        Lane quick = lanes.enter(HOST).orElseThrow();

        for (int n = 1; n < Lanes.TRIES_OF_A_TURN; n++) {
            quick.during(() -> Reply.answered(200));
        }
        assertThat(quick.isTurnOver()).isFalse();
        quick.during(() -> Reply.answered(200));
        assertThat(quick.isTurnOver()).isTrue();

        assertThat(slow.isTurnOver()).isFalse();
        slow.during(() -> slow(Reply.answered(500), Duration.ofSeconds(9)));
        assertThat(slow.isTurnOver()).isTrue();
    }

    @Test
    void aHostThatIsDeadRestsLongerAndLonger() {
        List<Long> rests = new ArrayList<>();

        for (int failure = 1; failure <= 12; failure++) {
            Lane lane = lanes.enter(HOST).orElseThrow();
            lane.during(() -> SILENCE);
            lane.close();
            rests.add(rest());
        }

        assertThat(rests).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L);
    }

    @Test
    void aHostThatWasDeadIsAskedByOneAtATimeUntilItAnswers() {
        die();
        pass(Duration.ofSeconds(2));

        Lane probe = lanes.enter(HOST).orElseThrow();
        assertThat(lanes.enter(HOST)).isEmpty();
        assertThat(goesOnAfter(probe, Reply.answered(200))).isTrue();

        assertThat(all()).hasSize(Lanes.OF_ONE_HOST - 1);
    }

    @Test
    void whatWasUnderWayWhenItDiedCountsOnce() {
        answer(HOST, Duration.ZERO);
        List<Lane> all = all();

        assertThat(all.stream().map(lane -> goesOnAfter(lane, SILENCE))).containsExactly(true, true, false, false);

        all.forEach(Lane::close);
        assertThat(rest()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 400, 404, 410, 500})
    void whoAnswersAboutWhatWasSentIsNotDead(int status) {
        Lane lane = lanes.enter(HOST).orElseThrow();

        for (int i = 0; i < 10; i++) {
            assertThat(goesOnAfter(lane, Reply.answered(status))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void whoAnswersThatHeCannotIsLeftAlone(int status) {
        Lane lane = lanes.enter(HOST).orElseThrow();

        assertThat(goesOnAfter(lane, Reply.answered(status))).isTrue();
        assertThat(goesOnAfter(lane, Reply.answered(status))).isTrue();
        assertThat(goesOnAfter(lane, Reply.answered(status))).isFalse();
    }

    private List<Lane> all() {
        List<Lane> all = new ArrayList<>();
        for (Optional<Lane> lane = lanes.enter(HOST); lane.isPresent(); lane = lanes.enter(HOST)) {
            all.add(lane.get());
        }
        return all;
    }

    private static boolean goesOnAfter(Lane lane, Reply reply) {
        lane.during(() -> reply);
        return !lane.isClosed();
    }

    private void answer(String host, Duration after) {
        try (Lane lane = lanes.enter(host).orElseThrow()) {
            lane.during(() -> slow(Reply.answered(200), after));
        }
    }

    private Reply slow(Reply reply, Duration after) {
        pass(after);
        return reply;
    }

    private int roomOf(String host) {
        List<Lane> all = new ArrayList<>();
        for (Optional<Lane> lane = lanes.enter(host); lane.isPresent(); lane = lanes.enter(host)) {
            all.add(lane.get());
        }
        all.forEach(Lane::close);
        return all.size();
    }

    private void die() {
        try (Lane lane = lanes.enter(HOST).orElseThrow()) {
            while (goesOnAfter(lane, SILENCE)) {
                assertThat(lanes.hasRoom(HOST)).isTrue();
            }
        }
    }

    /** Seconds until it may be asked again; they pass. */
    private long rest() {
        long seconds = 0;
        while (!lanes.hasRoom(HOST) && seconds < 1_000) {
            pass(Duration.ofSeconds(1));
            seconds++;
        }
        return seconds;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
