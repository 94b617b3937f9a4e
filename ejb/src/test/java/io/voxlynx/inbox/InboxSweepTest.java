package io.voxlynx.inbox;

import static io.voxlynx.inbox.TestInbox.AT_ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxSweepTest {

    private final TestInbox webhooks = new TestInbox();

    @AfterEach
    void clear() {
        webhooks.clear();
    }

    @Test
    void leavesToItsHintWhatHasJustCome() {
        webhooks.accept("one");

        webhooks.inbox.sweep(AT_ONCE);

        assertThat(webhooks.handled).isEmpty();
        assertThat(webhooks.hints).hasSize(1);
    }

    @Test
    void appliesWhatNobodyCameFor() {
        webhooks.accept("one");
        webhooks.accept("two");

        webhooks.sweepWhatIsDue();

        assertThat(webhooks.handled).hasSize(2);
        assertThat(webhooks.open()).isZero();
    }

    @Test
    void whatNobodyCameForBeginsATraceOfItsOwn() {
        webhooks.accept("one");
        webhooks.accept("two");

        webhooks.sweepWhatIsDue();

        assertThat(webhooks.traces).hasSize(2).doesNotHaveDuplicates().doesNotContain(Optional.empty());
    }

    @Test
    void aHintThatComesAfterItIsHarmless() {
        webhooks.accept("one");
        webhooks.sweepWhatIsDue();

        webhooks.inbox.process(webhooks.first());

        assertThat(webhooks.handled).hasSize(1);
    }

    @Test
    void pausesDoubleFromTryToTry() {
        webhooks.accept("one");
        webhooks.everythingFails();

        webhooks.assertPauses(2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600);
        assertThat(webhooks.tries()).isEqualTo(11);
    }

    @Test
    void aTryOfAHintThatFailedCountsOnce() {
        webhooks.accept("one");
        webhooks.everythingFails();
        webhooks.inbox.process(webhooks.first());
        assertThat(webhooks.tries()).isEqualTo(1);

        webhooks.assertPauses(4);
        assertThat(webhooks.tries()).isEqualTo(2);
    }
}
