package io.voxlynx.inbox;

import static io.voxlynx.inbox.TestInbox.AT_ONCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.voxlynx.inbox.InboxHandler.Outcome;
import io.voxlynx.shared.PostgresForTests;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks of something that nobody knows: it may become known in a moment, or be a stranger's. */
class UnmatchedWebhooksTest {

    private static final int OFTEN = 30;

    private final TestInbox webhooks = new TestInbox();

    @BeforeEach
    void nothingIsKnown() {
        webhooks.everythingIs(Outcome.UNMATCHED);
    }

    @AfterEach
    void clear() {
        webhooks.clear();
    }

    /** Behind a long queue every further hint makes it longer, until it grows faster than it is worked off. */
    @Test
    void addNothingToAQueueThatIsBehind() {
        webhooks.accept("one");
        for (int turn = 0; turn < 5; turn++) {
            webhooks.sweepWhatIsDue();
        }

        assertThat(webhooks.handled).hasSize(5);
        assertThat(webhooks.hints).hasSize(1);
        assertThat(webhooks.open()).isEqualTo(1);
    }

    /** A stranger may send as much as he likes: what is his must not be tried hundreds of times. */
    @Test
    void areTriedEveryFewHoursInTheEnd() {
        webhooks.accept("one");

        webhooks.assertPauses(2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 14_400, 14_400);
        assertThat(webhooks.tries()).isEqualTo(15);
    }

    @Test
    void areTriedAsSeldomWhereHintsCome() {
        webhooks.accept("one");
        long id = webhooks.first();

        for (int pause : new int[] {2, 4, 8}) {
            webhooks.assertNextTryAfter(pause, () -> webhooks.inbox.process(id));
        }
        webhooks.assertPauses(16);
        assertThat(webhooks.tries()).isEqualTo(4);
    }

    /** Whoever shares our account with the provider may send more than all nodes can try. */
    @Test
    void giveWayToWhatHasBeenReceivedHoweverManyTheyAre() {
        webhooks.belongToNothing(2 * AT_ONCE);
        webhooks.accept("one");

        webhooks.sweepWhatIsDue();

        assertThat(webhooks.handled).hasSize(AT_ONCE).startsWith(webhooks.first());
    }

    @Test
    void areRejectedWhenTheyAreOldAndWereTriedOften() {
        webhooks.accept("one");
        webhooks.isTriedWhen("49 hours", 0);
        assertThat(webhooks.state()).isEqualTo("UNMATCHED");

        webhooks.isTriedWhen("47 hours", OFTEN);
        assertThat(webhooks.state()).isEqualTo("UNMATCHED");
        assertThat(webhooks.open()).isEqualTo(1);

        webhooks.isTriedWhen("49 hours", OFTEN);
        assertThat(webhooks.state()).isEqualTo("REJECTED");
        assertThat(webhooks.open()).isZero();
    }

    @Test
    void areGivenUpAtTheLastOfTheirRealTries() {
        webhooks.accept("one");
        webhooks.isTriedWhen("49 hours", 22);
        assertThat(webhooks.state()).isEqualTo("UNMATCHED");

        webhooks.sweepWhatIsDue();
        assertThat(webhooks.state()).isEqualTo("REJECTED");
        assertThat(webhooks.tries()).isEqualTo(24);
    }

    /** So a hint that dies with its node costs seconds, and not the hours for which they were put off. */
    @Test
    void areAsIfTheyHadJustComeWhenTheirCallBecomesKnown() {
        webhooks.accept("one");
        webhooks.isTriedWhen("3 hours", OFTEN);
        webhooks.hints.clear();

        webhooks.assertNextTryAfter(2, () -> webhooks.inbox.wakeGroup(webhooks.call));

        assertThat(webhooks.hints).hasSize(1);
        assertThat(webhooks.state()).isEqualTo("RECEIVED");
        assertThat(webhooks.tries()).isZero();
    }

    /** He may be waiting for the very call that becomes known. */
    @Test
    void areNotWaitedForWhereSomebodyTriesThemAtThatMoment() throws SQLException {
        webhooks.accept("one");
        webhooks.isTriedWhen("3 hours", OFTEN);
        webhooks.hints.clear();
        try (Connection other = PostgresForTests.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement attempt = other.prepareStatement("select from inbox where source = ? for update")) {
                attempt.setString(1, webhooks.source);
                attempt.execute();
            }

            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> webhooks.inbox.wakeGroup(webhooks.call));

            other.rollback();
        }
        assertThat(webhooks.hints).hasSize(1);
    }
}
