package io.voxlynx.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.PostgresForTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final DataSource DATABASE = PostgresForTests.dataSource();

    private final SetClock clock = new SetClock();
    private final String somebody = UUID.randomUUID().toString();

    /** Often, since what may go wrong is the making of the row. */
    @RepeatedTest(20)
    void letsExactlyTheLimitThroughWhateverTheNodesDoAtOnce() {
        List<RateLimits> nodes = List.of(node(100), node(100));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Allowance>> requests = IntStream.range(0, 400)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> nodes.get(i % 2).take(RateClass.GENERAL, somebody), threads))
                    .toList();
            List<Allowance> answers =
                    requests.stream().map(CompletableFuture::join).toList();

            assertThat(answers.stream().filter(Allowance::granted).map(Allowance::remaining))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 100).mapToObj(Long::valueOf).toList());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void saysWhatIsLeftAndWhenAllOfItIsBack() {
        RateLimits node = node(3);

        assertThat(node.take(RateClass.GENERAL, somebody))
                .extracting(Allowance::granted, Allowance::limit, Allowance::remaining, Allowance::resetSeconds)
                .containsExactly(true, 3, 2L, 60L);
        clock.advance(20_001);
        assertThat(node.take(RateClass.GENERAL, somebody))
                .extracting(Allowance::remaining, Allowance::resetSeconds)
                .containsExactly(1L, 40L);
        node.take(RateClass.GENERAL, somebody);
        clock.advance(39_000);
        assertThat(node.take(RateClass.GENERAL, somebody))
                .extracting(Allowance::granted, Allowance::limit, Allowance::remaining, Allowance::resetSeconds)
                .containsExactly(false, 3, 0L, 1L);
        clock.advance(1_000);
        assertThat(node.take(RateClass.GENERAL, somebody))
                .extracting(Allowance::granted, Allowance::remaining)
                .containsExactly(true, 2L);
    }

    @Test
    void countsPeopleAndKindsApart() {
        RateLimits node = node(1);
        node.take(RateClass.GENERAL, somebody);

        assertThat(node.take(RateClass.GENERAL, somebody).granted()).isFalse();
        assertThat(node.take(RateClass.GENERAL, "not " + somebody).granted()).isTrue();
        assertThat(node.take(RateClass.UPLOAD, somebody).granted()).isTrue();
    }

    @Test
    void aChangedLimitHoldsAtOnce() {
        RateLimits before = node(1);
        before.take(RateClass.GENERAL, somebody);

        assertThat(node(50).take(RateClass.GENERAL, somebody))
                .extracting(Allowance::granted, Allowance::remaining)
                .containsExactly(true, 49L);
    }

    /** Whatever two nodes do when: minutes follow one another, in each the limit passes and no more, and headers are right. */
    @Property(tries = 60)
    void keepsWhatTheHeadersSay(
            @ForAll @IntRange(min = 1, max = 4) int limit,
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 40_000) Integer> pauses,
            @ForAll @Size(30) List<Boolean> onTheOther) {
        List<RateLimits> nodes = List.of(node(limit), node(limit));
        String caller = UUID.randomUUID().toString();
        Instant minute = clock.instant();
        int passed = 0;
        for (int i = 0; i < pauses.size(); i++) {
            clock.advance(pauses.get(i));
            long minutes =
                    i == 0 ? 0 : Duration.between(minute, clock.instant()).toMinutes();
            minute = i == 0 ? clock.instant() : minute.plusSeconds(60 * minutes);
            passed = minutes > 0 ? 0 : passed;

            Allowance answer = nodes.get(onTheOther.get(i) ? 1 : 0).take(RateClass.GENERAL, caller);

            boolean room = passed < limit;
            passed += room ? 1 : 0;
            assertThat(answer)
                    .isEqualTo(new Allowance(
                            room, limit, limit - passed, Duration.between(clock.instant(), minute.plusSeconds(60))));
        }
    }

    @Test
    void takesThreeTripsToTheDatabaseAndNoneOnceNothingIsLeft() {
        CountedTrips trips = new CountedTrips(DATABASE);
        RateLimits node = node(trips.dataSource(), 3);
        node.take(RateClass.GENERAL, somebody);
        trips.reset();

        node.take(RateClass.GENERAL, somebody);
        assertThat(trips.made()).containsExactly("select", "update", "commit");

        node.take(RateClass.GENERAL, somebody);
        node.take(RateClass.GENERAL, somebody);
        trips.reset();
        assertThat(node.take(RateClass.GENERAL, somebody).granted()).isFalse();
        assertThat(node.refusal(RateClass.GENERAL, somebody)).isPresent();
        assertThat(trips.made()).isEmpty();
    }

    @Test
    void forgetsWhoStaysAway() {
        RateLimits node = node(2);
        clock.advance(-3 * 3_600_000);
        node.take(RateClass.GENERAL, somebody);
        long before = rows();

        // The database's rows expire by the real time.
        PostgresForTests.database().useTransaction(handle -> handle.execute("update rate_buckets set expires_at = 1"));

        assertThat(node.removeExpired()).isEqualTo((int) before);
        assertThat(rows()).isZero();
        assertThat(node.take(RateClass.GENERAL, somebody).remaining()).isEqualTo(1);
    }

    @Test
    void removesInOneStatementHoweverMuchThereIs() {
        CountedTrips trips = new CountedTrips(DATABASE);
        RateLimits node = node(trips.dataSource(), 2);
        PostgresForTests.database()
                .useTransaction(handle -> handle.execute("insert into rate_buckets (id, expires_at)"
                        + " select sha256(n::text::bytea), 1 from generate_series(1, 3000) n"));

        assertThat(node.removeExpired()).isGreaterThanOrEqualTo(3000);

        assertThat(trips.made()).containsExactly("delete");
    }

    @Test
    void aNodeWhoseClockWasAheadLocksNobodyOut() {
        RateLimits fast = node(2);
        clock.advance(3_600_000);
        IntStream.range(0, 3).forEach(i -> fast.take(RateClass.GENERAL, somebody));
        clock.advance(-3_600_000);

        assertThat(node(2).take(RateClass.GENERAL, somebody))
                .isEqualTo(new Allowance(true, 2, 1, Duration.ofMinutes(1)));
        // Itself too, once its clock has been set.
        assertThat(fast.take(RateClass.GENERAL, somebody)).isEqualTo(new Allowance(true, 2, 0, Duration.ofMinutes(1)));
        assertThat(fast.take(RateClass.GENERAL, somebody).granted()).isFalse();
    }

    @Test
    void ofManyAtOnceOneForgetsWhatAClockAheadLeft() {
        RateLimits node = node(100);
        clock.advance(3_600_000);
        IntStream.range(0, 100).forEach(i -> node.take(RateClass.GENERAL, somebody));
        clock.advance(-3_600_000);

        long granted = IntStream.range(0, 400)
                .parallel()
                .filter(i -> node.take(RateClass.GENERAL, somebody).granted())
                .count();

        assertThat(granted).isEqualTo(100);
    }

    /** Otherwise the slower node would begin a minute of its own after every one of the faster node's. */
    @Test
    void clocksThatDifferByLittleCountTheSameMinute() {
        RateLimits fast = node(1);
        clock.advance(2_000);
        fast.take(RateClass.GENERAL, somebody);
        clock.advance(-2_000);
        RateLimits slow = node(1);

        assertThat(slow.take(RateClass.GENERAL, somebody).granted()).isFalse();
        clock.advance(59_000);
        assertThat(slow.refusal(RateClass.GENERAL, somebody)).isPresent();
        clock.advance(3_000);
        assertThat(slow.take(RateClass.GENERAL, somebody).granted()).isTrue();
    }

    @Test
    void waitsForNoDisk() {
        String persistence = PostgresForTests.database()
                .inTransaction(handle -> handle.createQuery(
                                "select relpersistence from pg_class where oid = 'rate_buckets'::regclass")
                        .mapTo(String.class)
                        .one());

        assertThat(persistence).isEqualTo("u");
    }

    @Test
    void aLimitOfNothingStopsTheStart() {
        assertThatThrownBy(() -> new RateLimits(100, 10, 0, 6000, 300))
                .hasMessage("voxlynx.rate-limit.export-per-minute is 0: it must be 1 or more");
    }

    private static long rows() {
        return PostgresForTests.database()
                .inTransaction(handle -> handle.createQuery("select count(*) from rate_buckets")
                        .mapTo(long.class)
                        .one());
    }

    private RateLimits node(int general) {
        return node(DATABASE, general);
    }

    private RateLimits node(DataSource dataSource, int general) {
        RateLimits node = new RateLimits(general, 10, 5, 6000, 300);
        node.dataSource = dataSource;
        node.clock = clock;
        node.open();
        return node;
    }
}
