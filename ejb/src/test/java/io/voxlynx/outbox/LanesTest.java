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
        List<Lane> all = all();

        assertThat(all).hasSize(Lanes.OF_ONE_HOST);
        assertThat(lanes.hasRoom(HOST)).isFalse();
        assertThat(lanes.enter("other.example")).isPresent();
        all.get(0).close();
        assertThat(lanes.hasRoom(HOST)).isTrue();
        assertThat(lanes.enter(HOST)).isPresent();
    }

    @Test
    void aHostThatIsDeadRestsLongerAndLonger() {
        List<Long> rests = new ArrayList<>();

        for (int failure = 1; failure <= 12; failure++) {
            Lane lane = lanes.enter(HOST).orElseThrow();
            lane.heard(SILENCE);
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
        assertThat(probe.heard(Reply.answered(200))).isTrue();

        assertThat(all()).hasSize(Lanes.OF_ONE_HOST - 1);
    }

    @Test
    void whatWasUnderWayWhenItDiedCountsOnce() {
        List<Lane> all = all();

        assertThat(all.stream().map(lane -> lane.heard(SILENCE))).containsExactly(true, true, false, false);

        all.forEach(Lane::close);
        assertThat(rest()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 400, 404, 410, 500})
    void whoAnswersAboutWhatWasSentIsNotDead(int status) {
        Lane lane = lanes.enter(HOST).orElseThrow();

        for (int i = 0; i < 10; i++) {
            assertThat(lane.heard(Reply.answered(status))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void whoAnswersThatHeCannotIsLeftAlone(int status) {
        Lane lane = lanes.enter(HOST).orElseThrow();

        assertThat(lane.heard(Reply.answered(status))).isTrue();
        assertThat(lane.heard(Reply.answered(status))).isTrue();
        assertThat(lane.heard(Reply.answered(status))).isFalse();
    }

    private List<Lane> all() {
        List<Lane> all = new ArrayList<>();
        for (Optional<Lane> lane = lanes.enter(HOST); lane.isPresent(); lane = lanes.enter(HOST)) {
            all.add(lane.get());
        }
        return all;
    }

    private void die() {
        try (Lane lane = lanes.enter(HOST).orElseThrow()) {
            while (lane.heard(SILENCE)) {
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
