package io.voxlynx.outbox;

import io.voxlynx.shared.PostgresForTests;
import java.util.UUID;

/** Callbacks over the tests' database. */
final class CallbacksForTests {

    private CallbacksForTests() {}

    static CallbackBook book() {
        CallbackBook book = new CallbackBook();
        book.database = PostgresForTests.database();
        book.giveUpHours = 24;
        return book;
    }

    static CallbackRounds rounds() {
        CallbackRounds rounds = new CallbackRounds();
        rounds.database = PostgresForTests.database();
        return rounds;
    }

    /** @return its id */
    static UUID added(UUID subject, String url) {
        CallbackOrder order = CallbackOrder.of(subject, "call.answered", url, "{}");
        book().add(order, "cast(:url as text)");
        return order.id();
    }

    static void overdue(UUID id) {
        PostgresForTests.database()
                .useTransaction(handle -> handle.execute(
                        "update callbacks set give_up_at = clock_timestamp() - interval '1 second' where id = ?", id));
    }
}
