package io.voxlynx.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.shared.Queues;
import io.voxlynx.trace.Trace;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** An inbox on a real database with webhooks of a source of its own, whose handler does as a test says. */
final class TestInbox {

    static final int AT_ONCE = 50;
    private static final Duration PATIENCE = Duration.ofDays(2);

    final String source = "test-" + UUID.randomUUID();
    final String call = "call-of-" + source;
    final Inbox inbox = new Inbox();
    final List<Long> handled = new ArrayList<>();
    final List<Optional<String>> traces = new ArrayList<>();
    final List<String> hints = new ArrayList<>();
    private final Database database = PostgresForTests.database();
    /** Null for a failure. */
    private InboxHandler.Outcome outcome = InboxHandler.Outcome.APPLIED;

    TestInbox() {
        inbox.database = database;
        inbox.queues = new Queues() {
            @Override
            public void providerEvent(Hint hint) {
                hints.add(hint.rowId());
            }

            @Override
            public void providerEvents(Collection<Hint> more) {
                more.forEach(this::providerEvent);
            }
        };
        inbox.handlers = only(new InboxHandler() {
            @Override
            public String source() {
                return source;
            }

            @Override
            public Duration patience() {
                return PATIENCE;
            }

            @Override
            public Outcome handle(InboxMessage message) {
                handled.add(message.id());
                traces.add(Trace.id());
                if (outcome == null) {
                    throw new IllegalStateException("cannot be applied");
                }
                return outcome;
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Instance<InboxHandler> only(InboxHandler handler) {
        return (Instance<InboxHandler>) Proxy.newProxyInstance(
                Instance.class.getClassLoader(), new Class<?>[] {Instance.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("stream");
                    return Stream.of(handler);
                });
    }

    /** Nobody else's sweep shall find what is left. */
    void clear() {
        database.useTransaction(handle -> handle.execute("delete from inbox where source = ?", source));
    }

    void everythingFails() {
        outcome = null;
    }

    void everythingIs(InboxHandler.Outcome present) {
        outcome = present;
    }

    void accept(String key) {
        inbox.accept(source, key, call, "{}".getBytes(StandardCharsets.UTF_8), false);
    }

    /** Of the one whose hint came first. */
    long first() {
        return Long.parseLong(hints.get(0));
    }

    /** What a stranger has sent, and what is due for the thirteenth time since an hour ago. */
    void belongToNothing(int webhooks) {
        database.useTransaction(handle -> handle.createUpdate("""
                        insert into inbox (source, dedupe_key, group_key, body, state, tries, next_try_at)
                        select :source, 'stranger ' || n, 'stranger', '{}', 'UNMATCHED', 12,
                            clock_timestamp() - interval '1 hour'
                        from generate_series(1, :webhooks) n""")
                .bind("source", source)
                .bind("webhooks", webhooks)
                .execute());
    }

    /** As if its hint had not been followed for so long. */
    void comesDue() {
        database.useTransaction(handle -> handle.execute(
                "update inbox set next_try_at = clock_timestamp() where source = ? and next_try_at is not null",
                source));
    }

    /** @param received e.g. {@code 3 hours} ago */
    void isTriedWhen(String received, int tries) {
        database.useTransaction(handle -> handle.execute(
                "update inbox set received_at = clock_timestamp() - cast(? as interval), tries = ? where source = ?",
                received,
                tries,
                source));
        sweepWhatIsDue();
    }

    void sweepWhatIsDue() {
        comesDue();
        inbox.sweep(AT_ONCE);
    }

    int open() {
        return one(Integer.class, "select count(*) from inbox where source = ? and next_try_at is not null");
    }

    String state() {
        return one(String.class, "select state from inbox where source = ?");
    }

    int tries() {
        return one(Integer.class, "select tries from inbox where source = ?");
    }

    private <T> T one(Class<T> type, String sql) {
        return database.inTransaction(
                handle -> handle.createQuery(sql).bind(0, source).mapTo(type).one());
    }

    void assertPauses(int... pauses) {
        for (int pause : pauses) {
            comesDue();
            assertNextTryAfter(pause, () -> inbox.sweep(AT_ONCE));
        }
    }

    void assertNextTryAfter(int seconds, Runnable attempt) {
        Instant before = now();
        attempt.run();
        Instant after = now();
        assertThat(one(Instant.class, "select next_try_at from inbox where source = ?"))
                .isBetween(before.plusSeconds(seconds), after.plusSeconds(seconds));
    }

    private Instant now() {
        return database.inTransaction(handle -> handle.createQuery("select clock_timestamp()")
                .mapTo(Instant.class)
                .one());
    }
}
