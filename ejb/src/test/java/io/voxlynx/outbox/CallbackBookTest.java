package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackBookTest {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int ALL = 10_000;

    private static final CallbackBook BOOK = CallbacksForTests.book();
    private static final CallbackRounds ROUNDS = CallbacksForTests.rounds();

    private final UUID subject = UUID.randomUUID();
    private final String host = "h" + subject + ".example";

    @Test
    void aCallbackIsTakenByOneAtATime() {
        UUID id = added("call.answered");

        long takers = IntStream.range(0, 8)
                .parallel()
                .filter(i -> BOOK.take(id, LEASE).isPresent())
                .count();

        assertThat(takers).isEqualTo(1);
    }

    @Test
    void whoeverDiesLosesItWhenHisLeaseIsOver() {
        UUID id = added("call.answered");
        assertThat(BOOK.take(id, Duration.ZERO)).isPresent();

        assertThat(BOOK.take(id, LEASE)).get().extracting(Callback::tries).isEqualTo(2);
    }

    @Test
    void callbacksOfOneSubjectGoOutInTheirOrder() {
        UUID answered = added("call.answered");
        UUID completed = added("call.completed");
        assertThat(BOOK.take(completed, LEASE)).isEmpty();

        Callback first = BOOK.take(answered, LEASE).orElseThrow();
        assertThat(BOOK.take(completed, LEASE)).isEmpty();
        BOOK.failed(first, Reply.answered(500), Duration.ZERO);
        assertThat(BOOK.take(completed, LEASE)).isEmpty();

        first = BOOK.take(answered, LEASE).orElseThrow();
        BOOK.delivered(first, 204);
        assertThat(BOOK.take(completed, LEASE)).isPresent();
    }

    @Test
    void oneThatIsGivenUpHoldsUpNoOther() {
        UUID answered = added("call.answered");
        UUID completed = added("call.completed");

        BOOK.givenUp(BOOK.take(answered, LEASE).orElseThrow(), Reply.answered(410));

        assertThat(BOOK.take(completed, LEASE)).isPresent();
    }

    @Test
    void itRestsBetweenTries() {
        UUID id = added("call.answered");
        Callback callback = BOOK.take(id, LEASE).orElseThrow();

        BOOK.failed(callback, Reply.none("no answer"), Duration.ofSeconds(30));

        assertThat(BOOK.take(id, LEASE)).isEmpty();
        assertThat(BOOK.takeNext(host, LEASE)).isEmpty();
        assertThat(ROUNDS.waiting(ALL, ALL)).doesNotContain(id);
    }

    @Test
    void aLateFailureOfALostLeaseChangesNothing() {
        UUID id = added("call.answered");
        Callback late = BOOK.take(id, Duration.ZERO).orElseThrow();
        Callback present = BOOK.take(id, Duration.ZERO).orElseThrow();

        BOOK.failed(late, Reply.none("no answer"), Duration.ofHours(1));
        BOOK.givenUp(late, Reply.answered(410));

        assertThat(BOOK.take(id, LEASE)).get().extracting(Callback::tries).isEqualTo(present.tries() + 1);
    }

    @Test
    void aLateDeliveryCounts() {
        UUID id = added("call.answered");
        Callback late = BOOK.take(id, Duration.ZERO).orElseThrow();
        BOOK.take(id, Duration.ZERO).orElseThrow();

        BOOK.delivered(late, 200);

        assertThat(BOOK.take(id, LEASE)).isEmpty();
    }

    @Test
    void aDeadOneIsAnnouncedUntilItIsWrittenDown() {
        UUID id = added("call.answered");
        BOOK.givenUp(BOOK.take(id, LEASE).orElseThrow(), Reply.answered(410));

        Callback dead = BOOK.unannounced(id).orElseThrow();
        assertThat(dead.lastStatus()).isEqualTo(410);
        assertThat(dead.note()).isEqualTo("HTTP 410");
        assertThat(dead.host()).isEqualTo(host);
        assertThat(BOOK.unannounced(id)).isPresent();

        BOOK.announced(id);
        assertThat(BOOK.unannounced(id)).isEmpty();
        assertThat(ROUNDS.unannounced(ALL)).doesNotContain(id);
    }

    @Test
    void aDeadOneThatNobodyWasToldOfIsFoundOnceInAWhile() {
        UUID id = added("call.answered");
        BOOK.givenUp(BOOK.take(id, LEASE).orElseThrow(), Reply.answered(410));
        PostgresForTests.database()
                .useTransaction(handle -> handle.execute(
                        "update callbacks set due_at = clock_timestamp() - interval '1 second' where id = ?", id));

        assertThat(ROUNDS.unannounced(ALL)).contains(id);
        assertThat(ROUNDS.unannounced(ALL)).doesNotContain(id);
    }

    @Test
    void nothingIsToldThatDidNotHappen() {
        Database database = PostgresForTests.database();
        CallbackOrder order = CallbackOrder.of(subject, "call.answered", "https://receiver.example/", "{}");

        database.useTransaction(handle -> {
            BOOK.add(order, "cast(:url as text)");
            handle.rollback();
        });

        assertThat(BOOK.take(order.id(), LEASE)).isEmpty();
    }

    @Test
    void theNextOfAHostIsTheOneThatWaitedLongestAndWhoseTurnItIs() {
        UUID first = added("call.answered");
        UUID behind = added("call.completed");
        UUID ofAnother = CallbacksForTests.added(UUID.randomUUID(), url());

        assertThat(BOOK.takeNext(host, LEASE)).get().extracting(Callback::id).isEqualTo(first);
        Callback another = BOOK.takeNext(host, LEASE).orElseThrow();
        assertThat(another.id()).isEqualTo(ofAnother);
        assertThat(BOOK.takeNext(host, LEASE)).isEmpty();

        BOOK.delivered(another, 200);
        assertThat(BOOK.takeNext(host, LEASE)).isEmpty();
        BOOK.delivered(find(first), 200);
        assertThat(BOOK.takeNext(host, LEASE)).get().extracting(Callback::id).isEqualTo(behind);
    }

    @Test
    void whatWaitsForAnEarlierOneRestsAsLongAsThat() {
        Callback failing = BOOK.take(added("call.answered"), LEASE).orElseThrow();
        UUID before = added("call.completed");
        BOOK.failed(failing, Reply.answered(500), Duration.ofHours(1));
        UUID after = added("call.reported");

        assertThat(ROUNDS.waiting(ALL, ALL)).doesNotContain(failing.id(), before, after);
        assertThat(BOOK.firstWaiting(host)).isEmpty();
    }

    @Test
    void aBacklogForOneHostHidesNoOther() {
        for (int i = 0; i < 50; i++) {
            CallbacksForTests.added(UUID.randomUUID(), url());
        }
        UUID ofAnother = CallbacksForTests.added(UUID.randomUUID(), "https://z" + subject + ".example/");

        List<UUID> told = ROUNDS.waiting(4, ALL);

        assertThat(told).contains(ofAnother);
        assertThat(told.stream().filter(this::isMine)).hasSize(4);
    }

    /** Hints that nobody reads must not pile up. */
    @Test
    void workersAreNotToldAgainOfWhatTheyWereToldOf() {
        for (int i = 0; i < 20; i++) {
            CallbacksForTests.added(UUID.randomUUID(), url());
        }
        List<UUID> told = mine(ROUNDS.waiting(4, ALL));
        assertThat(told).hasSize(4);

        assertThat(mine(ROUNDS.waiting(4, ALL))).isEmpty();

        tellOfAgain(told.get(0));
        assertThat(mine(ROUNDS.waiting(4, ALL))).containsExactly(told.get(0));
        BOOK.failed(BOOK.take(told.get(1), LEASE).orElseThrow(), Reply.answered(500), Duration.ZERO);
        BOOK.take(told.get(2), LEASE).orElseThrow();
        assertThat(mine(ROUNDS.waiting(ALL, ALL))).contains(told.get(1)).doesNotContain(told.get(0), told.get(2));
    }

    @Test
    void aSweepTellsOfSoManyAtMostAndNextOfTheOthers() {
        ROUNDS.waiting(ALL, ALL);
        UUID first = CallbacksForTests.added(UUID.randomUUID(), "https://a" + subject + ".example/");
        UUID second = CallbacksForTests.added(UUID.randomUUID(), "https://b" + subject + ".example/");

        List<UUID> told = new ArrayList<>();
        while (!told.containsAll(List.of(first, second))) {
            List<UUID> now = ROUNDS.waiting(4, 1);
            assertThat(now).hasSize(1);
            assertThat(told).doesNotContainAnyElementsOf(now);
            told.addAll(now);
        }
    }

    /** It is delivered before the new one is there to be woken. */
    @Test
    void whatWasOrderedWhileItsPredecessorWasBeingSentIsDueWhenThatIsDelivered() {
        Callback sending = BOOK.take(added("call.answered"), LEASE).orElseThrow();
        CallbackOrder late = CallbackOrder.of(subject, "call.completed", url(), "{}");

        PostgresForTests.database().useTransaction(handle -> {
            BOOK.add(late, "cast(:url as text)");
            CompletableFuture.runAsync(() -> BOOK.delivered(sending, 200)).join();
        });

        assertThat(BOOK.takeNext(host, LEASE)).get().extracting(Callback::id).isEqualTo(late.id());
    }

    @Test
    void whatWaitedTooLongIsGivenUpUnlessItIsBeingSent() {
        UUID sending = added("call.answered");
        UUID waiting = CallbacksForTests.added(UUID.randomUUID(), url());
        Callback taken = BOOK.take(sending, LEASE).orElseThrow();
        CallbacksForTests.overdue(sending);
        CallbacksForTests.overdue(waiting);

        ROUNDS.giveUpOverdue(ALL);

        assertThat(BOOK.unannounced(waiting)).get().extracting(Callback::note).isEqualTo("waited too long");
        assertThat(BOOK.unannounced(sending)).isEmpty();
        BOOK.failed(taken, Reply.answered(500), Duration.ZERO);
        assertThat(BOOK.take(sending, LEASE))
                .get()
                .extracting(Callback::overdue)
                .isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Receiver.Example./a?b=c, receiver.example",
        "http://receiver.example:8443, receiver.example",
        "https://receiver.example?x=://other.example/, receiver.example",
        "http://192.0.2.7/a, 192.0.2.7",
        "http://[2001:DB8::1]:80/, [2001:db8::1]"
    })
    void theHostIsWhatFollowsTheScheme(String url, String expected) {
        assertThat(BOOK.hostOfWaiting(CallbacksForTests.added(subject, url))).contains(expected);
    }

    private UUID added(String event) {
        CallbackOrder order = CallbackOrder.of(subject, event, url(), "{}");
        BOOK.add(order, "cast(:url as text)");
        return order.id();
    }

    private String url() {
        return "https://" + host + "/calls?key=1";
    }

    private Callback find(UUID id) {
        return new Callback(id, subject, "call.answered", url(), "{}", null, null, false, 1, null, null, false);
    }

    private List<UUID> mine(List<UUID> ids) {
        return ids.stream().filter(this::isMine).toList();
    }

    private static void tellOfAgain(UUID id) {
        PostgresForTests.database()
                .useTransaction(handle -> handle.execute(
                        "update callbacks set told_at = clock_timestamp() - interval '1 minute' where id = ?", id));
    }

    private boolean isMine(UUID id) {
        return BOOK.hostOfWaiting(id).filter(host::equals).isPresent();
    }
}
