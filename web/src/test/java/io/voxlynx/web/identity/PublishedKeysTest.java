package io.voxlynx.web.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.ParseException;
import io.voxlynx.web.LogForTests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PublishedKeysTest {

    private static final Issuer ISSUER = new Issuer(
            "clerk",
            "https://clerk.test",
            SignatureAlgorithm.RS256,
            Optional.empty(),
            Set.of(),
            Optional.of("https://clerk.test/jwks"),
            Optional.empty(),
            "role",
            false,
            false);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Deque<Runnable> behind = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile String[] published = {"a"};

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void asksOnceForAnyNumberOfTokens() throws ParseException {
        PublishedKeys keys = answeredAtOnce();
        for (int i = 0; i < 100; i++) {
            assertThat(keys.find(Optional.of("a"))).isNotNull();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void findsANewKeyByAskingAgain() throws ParseException {
        PublishedKeys keys = answeredAtOnce();
        keys.find(Optional.of("a"));
        published = new String[] {"a", "b"};
        pass(Duration.ofSeconds(61));

        assertThat(keys.find(Optional.of("b"))).isNotNull();
        assertThat(keys.find(Optional.of("a"))).isNotNull();
    }

    @Test
    void asksForInventedKeysOnceAMinute() throws ParseException {
        PublishedKeys keys = answeredAtOnce();
        keys.find(Optional.of("a"));
        for (int second = 1; second <= 180; second++) {
            pass(Duration.ofSeconds(1));
            refuses(keys, "invented-" + second);
        }
        assertThat(asked).hasValue(4);
    }

    @Test
    void forgetsKeysThatAreNoLongerPublished() throws ParseException {
        PublishedKeys keys = answeredAtOnce();
        keys.find(Optional.of("a"));
        published = new String[] {"b"};
        pass(Duration.ofSeconds(301));

        keys.find(Optional.of("a"));

        refuses(keys, "a");
    }

    @Test
    void asksForOldKeysBehindTheBackOfRequests() throws ParseException {
        PublishedKeys keys = keys(behind::add);
        keys.prepare();
        behind.remove().run();
        pass(Duration.ofSeconds(301));

        assertThat(keys.find(Optional.of("a"))).isNotNull();
        assertThat(keys.find(Optional.of("a"))).isNotNull();

        assertThat(behind).hasSize(1);
        behind.remove().run();
        assertThat(asked).hasValue(2);
    }

    @Test
    void goesOnWithTheKeysItKnowsWhenTheIssuerIsDown() throws ParseException {
        PublishedKeys keys = answeredAtOnce();
        keys.find(Optional.of("a"));
        published = null;
        for (int hour = 1; hour <= 3; hour++) {
            pass(Duration.ofHours(1));
            assertThat(keys.find(Optional.of("a"))).isNotNull();
            refuses(keys, "b");
        }
        published = new String[] {"b"};
        pass(Duration.ofSeconds(61));
        assertThat(keys.find(Optional.of("b"))).isNotNull();
    }

    @Test
    void refusesWhileItKnowsNoKeyAndAsksAgainSoon() throws ParseException {
        published = null;
        PublishedKeys keys = answeredAtOnce();
        refuses(keys, "a");
        refuses(keys, "a");
        assertThat(asked).hasValue(1);
        published = new String[] {"a"};
        pass(Duration.ofSeconds(6));
        assertThat(keys.find(Optional.of("a"))).isNotNull();
    }

    @Test
    void keepsNobodyWaitingWhoseKeyIsKnown() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch secondQuestion = new CountDownLatch(2);
        PublishedKeys keys = new PublishedKeys(
                "clerk",
                () -> {
                    secondQuestion.countDown();
                    if (asked.incrementAndGet() > 1) {
                        await(answer);
                    }
                    return set("a");
                },
                timing(Duration.ofSeconds(20)),
                threads,
                now::get);
        keys.find(Optional.of("a"));
        pass(Duration.ofSeconds(61));
        CompletableFuture<Void> stranger = CompletableFuture.runAsync(() -> refuses(keys, "b"), threads);
        assertThat(secondQuestion.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(keys.find(Optional.of("a"))).isNotNull();

        assertThat(stranger).isNotDone();
        answer.countDown();
        stranger.get(10, TimeUnit.SECONDS);
    }

    @Test
    void letsOnlyAFewWaitForAnAnswerThatDoesNotCome() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        PublishedKeys keys = new PublishedKeys(
                "clerk",
                () -> {
                    await(never);
                    throw new IOException("never");
                },
                timing(Duration.ofSeconds(20)),
                threads,
                now::get);
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch most = new CountDownLatch(92);

        List<CompletableFuture<Void>> all = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            refuses(keys, "b");
                            refused.incrementAndGet();
                            most.countDown();
                        },
                        threads))
                .toList();

        assertThat(most.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(refused).hasValue(92);
        never.countDown();
        for (CompletableFuture<Void> one : all) {
            one.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void waitsNoLongerThanAnAnswerMayTake() {
        PublishedKeys keys =
                new PublishedKeys("clerk", () -> set("a"), timing(Duration.ofMillis(50)), behind::add, now::get);

        refuses(keys, "a");
    }

    @Test
    void survivesASourceThatFailsInAWayNobodyThoughtOf() {
        PublishedKeys keys = new PublishedKeys(
                "clerk",
                () -> {
                    throw new IllegalStateException("unforeseen");
                },
                timing(Duration.ofSeconds(1)),
                Runnable::run,
                now::get);

        refuses(keys, "a");
    }

    @Test
    void asksAgainWhenAnAnswerDoesNotComeAndTakesNoLateOne() throws ParseException {
        PublishedKeys keys =
                new PublishedKeys("clerk", this::read, timing(Duration.ofMillis(50)), behind::add, now::get);
        keys.prepare();
        pass(Duration.ofSeconds(61));
        keys.prepare();
        assertThat(behind).hasSize(2);
        Runnable late = behind.removeFirst();
        published = new String[] {"new"};
        behind.removeFirst().run();
        published = new String[] {"old"};

        late.run();

        assertThat(keys.find(Optional.of("new"))).isNotNull();
        assertThat(asked).hasValue(1);
    }

    /** Else an executor that is always behind would keep every question from being asked. */
    @Test
    void aQuestionThatHadToWaitForAThreadIsAskedThoughThereIsANewerOne() throws ParseException {
        PublishedKeys keys =
                new PublishedKeys("clerk", this::read, timing(Duration.ofMillis(50)), behind::add, now::get);
        keys.prepare();
        pass(Duration.ofSeconds(61));
        keys.prepare();

        behind.removeFirst().run();

        assertThat(keys.find(Optional.of("a"))).isNotNull();
    }

    /** It was asked first, and what it was told may have been withdrawn since. */
    @Test
    void anAnswerThatWasOvertakenIsNotTaken() throws ParseException {
        AtomicInteger questions = new AtomicInteger();
        PublishedKeys[] keys = new PublishedKeys[1];
        keys[0] = new PublishedKeys(
                "clerk",
                () -> {
                    if (questions.incrementAndGet() == 1) {
                        // While this answer is on its way the next question is asked, and answered.
                        pass(Duration.ofSeconds(61));
                        keys[0].prepare();
                        return set("old");
                    }
                    return set("new");
                },
                timing(Duration.ofSeconds(1)),
                Runnable::run,
                now::get);

        keys[0].prepare();

        assertThat(questions).hasValue(2);
        assertThat(keys[0].find(Optional.of("new"))).isNotNull();
    }

    @Test
    void refusesWhileThereIsNoThreadToAskWith() throws ParseException {
        AtomicInteger rejected = new AtomicInteger();
        PublishedKeys keys = keys(question -> {
            if (rejected.incrementAndGet() == 1) {
                throw new RejectedExecutionException("full");
            }
            question.run();
        });

        refuses(keys, "a");

        pass(Duration.ofSeconds(6));
        assertThat(keys.find(Optional.of("a"))).isNotNull();
    }

    @Test
    void trustsKeysNoLongerThanADayWithoutTheirIssuer() throws ParseException {
        PublishedKeys keys = answeredAtOnce();
        keys.find(Optional.of("a"));
        published = null;
        pass(Duration.ofHours(24).minusSeconds(1));
        assertThat(keys.find(Optional.of("a"))).isNotNull();
        pass(Duration.ofSeconds(2));

        List<LogRecord> said = LogForTests.of(PublishedKeys.class, () -> refuses(keys, "a"));
        pass(Duration.ofSeconds(61));
        said.addAll(LogForTests.of(PublishedKeys.class, () -> refuses(keys, "a")));

        assertThat(said).anySatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(line.getMessage()).contains("clerk").contains("its tokens are refused");
        });
        published = new String[] {"a"};
        pass(Duration.ofSeconds(61));
        assertThat(keys.find(Optional.of("a"))).isNotNull();
    }

    private KeySet read() throws IOException {
        asked.incrementAndGet();
        return set(published);
    }

    private PublishedKeys answeredAtOnce() {
        return keys(Runnable::run);
    }

    private PublishedKeys keys(Executor executor) {
        return new PublishedKeys(
                "clerk",
                () -> {
                    asked.incrementAndGet();
                    if (published == null) {
                        throw new IOException("down");
                    }
                    return set(published);
                },
                timing(Duration.ofSeconds(1)),
                executor,
                now::get);
    }

    private static PublishedKeys.Timing timing(Duration answer) {
        return new PublishedKeys.Timing(Duration.ofSeconds(300), Duration.ofSeconds(60), answer);
    }

    private static KeySet set(String... ids) throws IOException {
        String keys = Arrays.stream(ids)
                .map(id -> "{\"kty\":\"RSA\",\"kid\":\"" + id + "\",\"n\":\"AQAB\",\"e\":\"AQAB\"}")
                .collect(Collectors.joining(","));
        return KeySet.read(ISSUER, ("{\"keys\":[" + keys + "]}").getBytes(UTF_8));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static void refuses(PublishedKeys keys, String id) {
        assertThatThrownBy(() -> keys.find(Optional.of(id))).isInstanceOf(ParseException.class);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
