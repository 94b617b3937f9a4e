package io.voxlynx.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.voxlynx.shared.LastUsed;
import io.voxlynx.shared.LogLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The buckets of all nodes, one row each. Taking from one is a transaction of its own: read under lock, write, commit.
 * Requests that want the same bucket of the same node at once share one such transaction, so that nobody can hold the
 * database's connections by calling often; and an empty bucket is asked no more until it is filled again.
 */
final class Buckets {

    private static final Logger LOG = Logger.getLogger(Buckets.class.getName());

    private static final Duration PERIOD = Duration.ofMinutes(1);
    /** A full bucket is worth no row, but making one takes longer than finding it. */
    private static final Duration KEPT_WHEN_FULL = Duration.ofMinutes(10);

    /** More than that is left for the next minute. Each removal looks through the table from its beginning. */
    private static final int REMOVED_AT_ONCE = 100_000;

    /** Clocks that are kept differ by less. A minute that ends later than this was not begun by one of them. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    /** Of each, on this node; what is forgotten costs a transaction and changes no count. */
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final PostgreSQLSelectForUpdateBasedProxyManager<BucketKey> rows;
    private final LastUsed<BucketKey, Bucket> inUse = new LastUsed<>(REMEMBERED);
    private final LastUsed<BucketKey, Instant> emptyUntil = new LastUsed<>(REMEMBERED);
    // guarded by this
    private Instant warnedAt = Instant.EPOCH;

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
        // Further off it can only be if the clock was set back.
        if (until.isPresent() && (!now.isBefore(until.get()) || until.get().isAfter(now.plus(PERIOD)))) {
            emptyUntil.remove(key);
            return Optional.empty();
        }
        return until.map(end -> new Allowance(false, key.limit(), 0, Duration.between(now, end)));
    }

    private Allowance askDatabase(BucketKey key) {
        Allowance left = takeFromRow(key);
        if (isOfAnotherTime(left)) {
            left = beginAnew(key);
        }
        if (!left.granted()) {
            Duration quiet = left.reset().compareTo(PERIOD) < 0 ? left.reset() : PERIOD;
            emptyUntil.put(key, clock.instant().plus(quiet));
        }
        return left;
    }

    private Allowance takeFromRow(BucketKey key) {
        ConsumptionProbe probe = inUse.findOrMake(key, this::bucket).tryConsumeAndReturnRemaining(1);
        return new Allowance(
                probe.isConsumed(),
                key.limit(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    private static boolean isOfAnotherTime(Allowance left) {
        return left.reset().compareTo(PERIOD.plus(CLOCKS_DIFFER)) > 0;
    }

    /** Forgets what a node wrote whose clock was ahead, once however many see it: others may have been faster. */
    private synchronized Allowance beginAnew(BucketKey key) {
        Allowance left = takeFromRow(key);
        if (isOfAnotherTime(left)) {
            warn(left);
            rows.removeProxy(key);
            inUse.remove(key);
            left = takeFromRow(key);
        }
        return left;
    }

    /** Once a minute: it concerns everybody who calls both nodes. */
    private void warn(Allowance left) {
        Instant now = clock.instant();
        if (Duration.between(warnedAt, now).abs().compareTo(PERIOD) >= 0) {
            warnedAt = now;
            LOG.warning(LogLine.of(
                    "The clock of a node was %d s ahead of this one's: limits are not kept until both are right",
                    left.reset().minus(PERIOD).toSeconds()));
        }
    }

    private Bucket bucket(BucketKey key) {
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(key.limit()).refillIntervally(key.limit(), PERIOD))
                .build();
        return rows.builder().withOptimization(new SharedTransactions()).build(key, () -> configuration);
    }

    /** @return the number of rows that it removed */
    int removeExpired() {
        return rows.removeExpired(REMOVED_AT_ONCE);
    }

    /** The time that all nodes mean. One whose clock is a little ahead fills a bucket as much earlier, and never twice. */
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
