package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineRoomTest {

    @Property
    void neverExceedsACapOrTheContacts(
            @ForAll @IntRange(min = 1, max = 50) int cap,
            @ForAll @IntRange(max = 60) int active,
            @ForAll @IntRange(max = 1000) int remaining,
            @ForAll @IntRange(min = 1, max = 100) int providerCap,
            @ForAll @IntRange(max = 120) int providerActive,
            @ForAll @IntRange(max = 5) int rivals) {
        int take = new LineRoom(cap, active, remaining, providerCap, providerActive, rivals).continuous();
        assertThat(take).isBetween(0, remaining);
        if (take > 0) {
            assertThat(active + take).isLessThanOrEqualTo(cap);
            assertThat(providerActive + take).isLessThanOrEqualTo(providerCap);
        }
    }

    @Test
    void aloneItTakesAllThatIsFree() {
        assertThat(new LineRoom(50, 10, 1000, 100, 10, 0).continuous()).isEqualTo(40);
    }

    @Test
    void sharesTheProvidersLinesWhileOthersWait() {
        assertThat(new LineRoom(50, 0, 1000, 10, 0, 1).continuous()).isEqualTo(5);
        assertThat(new LineRoom(50, 9, 1000, 10, 9, 1).continuous()).isZero();
    }

    @Test
    void aBatchIsFinishedBeforeTheNextBegins() {
        assertThat(new LineRoom(8, 0, 100, 100, 0, 0).batch(0, 8)).isEqualTo(8);
        assertThat(new LineRoom(8, 1, 92, 100, 1, 0).batch(8, 8)).isZero();
        assertThat(new LineRoom(8, 0, 92, 100, 0, 0).batch(8, 8)).isEqualTo(8);
    }

    @Test
    void aBatchThatFoundTooFewLinesGoesOnWithItsOwnRest() {
        assertThat(new LineRoom(8, 3, 97, 100, 3, 0).batch(3, 8)).isEqualTo(5);
    }
}
