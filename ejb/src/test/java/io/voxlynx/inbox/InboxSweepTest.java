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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxSweepTest {

    private static final int AT_ONCE = 50;
    private static final Duration PATIENCE = Duration.ofDays(2);
    private static final int OFTEN = 30;

    private final Database database = PostgresForTests.database();
    private final String source = "test-" + UUID.randomUUID();
    private final List<Long> handled = new ArrayList<>();
    private final List<Optional<String>> traces = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();
    private final Inbox inbox = new Inbox();
    private InboxHandler.Outcome outcome = InboxHandler.Outcome.APPLIED;

    @BeforeEach
    void listen() {
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

    private void accept(String key) {
        inbox.accept(source, key, "call", "{}".getBytes(StandardCharsets.UTF_8), false);
    }

    /** As if its hint had not been followed for so long. */
    private void comesDue() {
        database.useTransaction(handle -> handle.createUpdate(
                        "update inbox set next_try_at = clock_timestamp() where source = ? and next_try_at is not null")
                .bind(0, source)
                .execute());
    }

    private int open() {
        return database.inTransaction(
                handle -> handle.createQuery("select count(*) from inbox where source = ? and next_try_at is not null")
                        .bind(0, source)
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void leavesToItsHintWhatHasJustCome() {
        accept("one");

        inbox.sweep(AT_ONCE);

        assertThat(handled).isEmpty();
        assertThat(hints).hasSize(1);
    }

    @Test
    void appliesWhatNobodyCameFor() {
        accept("one");
        accept("two");
        comesDue();

        inbox.sweep(AT_ONCE);

        assertThat(handled).hasSize(2);
        assertThat(open()).isZero();
    }

    @Test
    void whatNobodyCameForBeginsATraceOfItsOwn() {
        accept("one");
        accept("two");
        comesDue();

        inbox.sweep(AT_ONCE);

        assertThat(traces).hasSize(2).doesNotHaveDuplicates().doesNotContain(Optional.empty());
    }

    /** Behind a long queue every further hint makes it longer, until it grows faster than it is worked off. */
    @Test
    void addsNothingToAQueueThatIsBehind() {
        accept("one");
        outcome = InboxHandler.Outcome.UNMATCHED;
        for (int turn = 0; turn < 5; turn++) {
            comesDue();
            inbox.sweep(AT_ONCE);
        }

        assertThat(handled).hasSize(5);
        assertThat(hints).hasSize(1);
        assertThat(open()).isEqualTo(1);
    }

    @Test
    void whatBelongsToNothingOfOursIsRejectedWhenItIsOldAndWasTriedOften() {
        accept("one");
        outcome = InboxHandler.Outcome.UNMATCHED;
        becomes("received_at = clock_timestamp() - interval '49 hours'", 0);
        assertThat(state()).isEqualTo("UNMATCHED");

        becomes("received_at = clock_timestamp() - interval '47 hours'", OFTEN);
        assertThat(state()).isEqualTo("UNMATCHED");
        assertThat(open()).isEqualTo(1);

        becomes("received_at = clock_timestamp() - interval '49 hours'", OFTEN);
        assertThat(state()).isEqualTo("REJECTED");
        assertThat(open()).isZero();
    }

    private void becomes(String age, int tries) {
        database.useTransaction(
                handle -> handle.createUpdate("update inbox set " + age + ", tries = ? where source = ?")
                        .bind(0, tries)
                        .bind(1, source)
                        .execute());
        comesDue();
        inbox.sweep(AT_ONCE);
    }

    private String state() {
        return database.inTransaction(handle -> handle.createQuery("select state from inbox where source = ?")
                .bind(0, source)
                .mapTo(String.class)
                .one());
    }

    @Test
    void aHintThatComesAfterItIsHarmless() {
        accept("one");
        comesDue();
        inbox.sweep(AT_ONCE);

        inbox.process(Long.parseLong(hints.get(0)));

        assertThat(handled).hasSize(1);
    }
}
