package io.voxlynx.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final int MANY = 120;
    private static final int FEW = 40;

    private final Database database = PostgresForTests.database();
    private final String source = "test-" + UUID.randomUUID();
    private final Backlog backlog = new Backlog();
    private long nanos;

    @BeforeEach
    void ask() {
        backlog.database = database;
        nanos = System.nanoTime();
        backlog.ticker = () -> nanos;
    }

    @AfterEach
    void clear() {
        isApplied();
    }

    private void cameAndWasDue(int webhooks, Duration ago) {
        cameAndWasDue(webhooks, ago, "RECEIVED");
    }

    private void cameAndWasDue(int webhooks, Duration ago, String state) {
        database.useTransaction(handle -> handle.createUpdate("""
                        insert into inbox (source, dedupe_key, group_key, body, state, next_try_at)
                        select :source, 'k' || gen_random_uuid(), 'call', '{}', :state, clock_timestamp() - make_interval(secs => :ago)
                        from generate_series(1, :webhooks)""")
                .bind("source", source)
                .bind("ago", ago.toMillis() / 1000.0)
                .bind("state", state)
                .bind("webhooks", webhooks)
                .execute());
    }

    private void isApplied() {
        database.useTransaction(
                handle -> handle.createUpdate("update inbox set state = 'APPLIED', next_try_at = null where source = ?")
                        .bind(0, source)
                        .execute());
    }

    private void later() {
        nanos += Duration.ofSeconds(1).toNanos();
    }

    @Test
    void isLongWhileManyWaitForTheSweeper() {
        cameAndWasDue(MANY, Duration.ofSeconds(4));
        assertThat(backlog.isLong()).isTrue();

        isApplied();
        later();
        assertThat(backlog.isLong()).isFalse();
    }

    @Test
    void whatTheSweeperIsAboutToTakeIsNone() {
        cameAndWasDue(MANY, Duration.ofSeconds(1));

        assertThat(backlog.isLong()).isFalse();
    }

    /** A node that stands still in the middle of its work keeps their rows locked: the others need not stop for it. */
    @Test
    void aFewAreNone() {
        cameAndWasDue(FEW, Duration.ofMinutes(2));

        assertThat(backlog.isLong()).isFalse();
    }

    /** They are tried again and again, for days, whether anybody is dialled or not. */
    @Test
    void whatBelongsToNothingOfOursIsNone() {
        cameAndWasDue(MANY, Duration.ofSeconds(4), "UNMATCHED");

        assertThat(backlog.isLong()).isFalse();
    }

    @Test
    void isNotLookedForAtEveryQuestion() {
        assertThat(backlog.isLong()).isFalse();

        cameAndWasDue(MANY, Duration.ofSeconds(4));
        assertThat(backlog.isLong()).isFalse();
        later();
        assertThat(backlog.isLong()).isTrue();
    }
}
