package io.voxlynx.outbox;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.shared.Queues;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/** The outbox over the tests' database, for those who order something. */
public final class OutboxForTests {

    private OutboxForTests() {}

    /** All names but those of {@code .invalid} lead to the public internet. Nobody is told that something waits. */
    public static Callbacks callbacks() {
        return callbacks(PostgresForTests.database());
    }

    public static Callbacks callbacks(Database database) {
        Callbacks callbacks = new Callbacks();
        callbacks.guard = new AddressGuard(
                host -> host.endsWith(".invalid") ? List.of() : List.of(InetAddress.getByName("8.8.8.8")), List.of());
        callbacks.book = CallbacksForTests.book();
        callbacks.book.database = database;
        callbacks.database = database;
        callbacks.lanes = new Lanes();
        callbacks.queues = new Queues() {
            @Override
            public void callbacks(Collection<?> callbackIds) {
                // What is due is found.
            }
        };
        return callbacks;
    }

    public static CallbackLog log() {
        CallbackLog log = new CallbackLog();
        log.database = PostgresForTests.database();
        return log;
    }
}
