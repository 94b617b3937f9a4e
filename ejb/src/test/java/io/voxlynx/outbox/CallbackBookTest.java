package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CallbackBookTest {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int ALL = 10_000;

    private static final CallbackBook BOOK = new CallbackBook();

    private final UUID subject = UUID.randomUUID();

    @BeforeAll
    static void open() {
        BOOK.database = PostgresForTests.database();
    }

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
        assertThat(BOOK.delivered(first, 204)).contains(completed);
        assertThat(BOOK.take(completed, LEASE)).isPresent();
    }

    @Test
    void oneThatIsGivenUpHoldsUpNoOther() {
        UUID answered = added("call.answered");
        UUID completed = added("call.completed");

        Optional<UUID> next = BOOK.givenUp(BOOK.take(answered, LEASE).orElseThrow(), Reply.answered(410));

        assertThat(next).contains(completed);
        assertThat(BOOK.take(completed, LEASE)).isPresent();
    }

    @Test
    void itRestsBetweenTries() {
        UUID id = added("call.answered");
        Callback callback = BOOK.take(id, LEASE).orElseThrow();

        BOOK.failed(callback, Reply.none("no answer"), Duration.ofSeconds(30));

        assertThat(BOOK.take(id, LEASE)).isEmpty();
        assertThat(BOOK.due(ALL)).doesNotContain(id);
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
        assertThat(dead.host()).isEqualTo("receiver.example");
        assertThat(BOOK.unannounced(id)).isPresent();

        BOOK.announced(id);
        assertThat(BOOK.unannounced(id)).isEmpty();
        overdue(id);
        assertThat(BOOK.due(ALL)).doesNotContain(id);
    }

    @Test
    void whatIsDueIsToldOfOnceInAWhile() {
        UUID waiting = added("call.answered");
        UUID done = added("call.completed");
        BOOK.delivered(BOOK.take(waiting, LEASE).orElseThrow(), 200);
        BOOK.delivered(BOOK.take(done, LEASE).orElseThrow(), 200);
        UUID lost = added("call.completed");
        Stream.of(waiting, done, lost).forEach(this::overdue);

        assertThat(BOOK.due(ALL)).contains(lost).doesNotContain(waiting, done);
        assertThat(BOOK.due(ALL)).doesNotContain(lost);
    }

    @Test
    void nothingIsToldThatDidNotHappen() {
        Database database = PostgresForTests.database();
        UUID id = UUID.randomUUID();

        database.useTransaction(handle -> {
            BOOK.add(id, subject, "call.answered", "https://receiver.example/", "{}");
            handle.rollback();
        });

        assertThat(BOOK.take(id, LEASE)).isEmpty();
    }

    private UUID added(String event) {
        UUID id = UUID.randomUUID();
        BOOK.add(id, subject, event, "https://receiver.example/calls?key=1", "{}");
        return id;
    }

    private void overdue(UUID id) {
        PostgresForTests.database()
                .useTransaction(handle -> handle.execute(
                        "update callbacks set due_at = clock_timestamp() - interval '1 second'"
                                + " where id = ? and due_at is not null",
                        id));
    }
}
