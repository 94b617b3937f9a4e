package io.voxlynx.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The buckets of all nodes, one row each. Taking from one is a transaction of its own: read under lock, write, commit.
 * Requests that want the same bucket of the same node at once share one such transaction, so that nobody can hold the
 * database's connections by calling often; and an empty bucket is asked no more until it is filled again.
 */
final class Buckets {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    /** A full bucket is worth no row, but making one takes longer than finding it. */
    private static final Duration KEPT_WHEN_FULL = Duration.ofMinutes(10);

    private static final int REMOVED_AT_ONCE = 1_000;
    /** Of each, on this node; what is forgotten costs a transaction and changes no count. */
    private static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final PostgreSQLSelectForUpdateBasedProxyManager<BucketKey> rows;
    private final LastUsed<BucketKey, Bucket> inUse = new LastUsed<>(REMEMBERED);
    private final LastUsed<BucketKey, Instant> emptyUntil = new LastUsed<>(REMEMBERED);

    Buckets(DataSource dataSource, Clock clock) {
        this.clock = clock;
        this.rows = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .<BucketKey>primaryKeyMapper((statement, index, key) -> statement.setBytes(index, key.hash()))
                .table("rate_buckets")
                .clientClock(new Nanos(clock))
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL))
                .build();
    }

    Allowance take(BucketKey key) {
        return refusal(key).orElseGet(() -> askDatabase(key));
    }

    /** What this node knows without asking: present if nothing can be taken. */
    Optional<Allowance> refusal(BucketKey key) {
        Instant now = clock.instant();
        Optional<Instant> until = emptyUntil.find(key);
        if (until.isPresent() && !now.isBefore(until.get())) {
            emptyUntil.remove(key);
            return Optional.empty();
        }
        return until.map(end -> new Allowance(false, key.limit(), 0, Duration.between(now, end)));
    }

    private Allowance askDatabase(BucketKey key) {
        ConsumptionProbe probe = inUse.findOrMake(key, this::bucket).tryConsumeAndReturnRemaining(1);
        Duration reset = Duration.ofNanos(probe.getNanosToWaitForReset());
        if (!probe.isConsumed()) {
            emptyUntil.put(key, clock.instant().plus(reset));
        }
        return new Allowance(probe.isConsumed(), key.limit(), probe.getRemainingTokens(), reset);
    }

    private Bucket bucket(BucketKey key) {
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(key.limit()).refillIntervally(key.limit(), PERIOD))
                .build();
        return rows.builder().withOptimization(new SharedTransactions()).build(key, () -> configuration);
    }

    /** @return the number of rows that it removed */
    int removeExpired() {
        int removed = 0;
        int last;
        do {
            last = rows.removeExpired(REMOVED_AT_ONCE);
            removed += last;
        } while (last == REMOVED_AT_ONCE);
        return removed;
    }

    /** The time that all nodes mean. One whose clock is ahead fills a bucket as much earlier, and never twice. */
    private record Nanos(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            // Not by millis(), which in a clock that ticks in microseconds divides by zero.
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
