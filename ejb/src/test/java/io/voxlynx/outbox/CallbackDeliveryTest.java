package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.shared.Queues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallbackDeliveryTest {

    private static final int MOST = 3;

    private final List<UUID> sent = new ArrayList<>();
    private final List<Callback> announced = new ArrayList<>();
    private final List<Object> hinted = new ArrayList<>();
    private final CallbackDelivery delivery = new CallbackDelivery();

    CallbackDeliveryTest() {
        delivery.book = CallbacksForTests.book();
        delivery.rounds = CallbacksForTests.rounds();
        delivery.lanes = new Lanes();
        delivery.maxTries = MOST;
        delivery.sender = new CallbackSender() {
            @Override
            Duration longestTry() {
                return Duration.ZERO;
            }

            @Override
            Reply send(Callback callback) {
                sent.add(callback.id());
                throw new IllegalStateException("a defect");
            }
        };
        delivery.dead = new DeadCallbacks() {
            @Override
            void announce(Callback callback) {
                announced.add(callback);
            }
        };
        delivery.queues = new Queues() {
            @Override
            public void callbacks(Collection<?> callbackIds) {
                hinted.addAll(callbackIds);
            }
        };
    }

    @Test
    void oneWhoseTriesAllBreakOffIsGivenUpAndHoldsUpNoOther() {
        UUID subject = UUID.randomUUID();
        UUID id = added(subject);
        UUID next = added(subject);

        for (int i = 0; i < MOST; i++) {
            assertThatThrownBy(() -> delivery.advance(id)).isInstanceOf(IllegalStateException.class);
            leaseIsOver(id);
        }
        assertThatThrownBy(() -> delivery.advance(id)).isInstanceOf(IllegalStateException.class);

        assertThat(sent).hasSize(MOST + 1).endsWith(next);
        assertThat(announced).singleElement().satisfies(dead -> {
            assertThat(dead.id()).isEqualTo(id);
            assertThat(dead.note()).isEqualTo("no try came to an end");
        });
        assertThat(hinted).isEmpty();
    }

    private UUID added(UUID subject) {
        return CallbacksForTests.added(subject, "https://defect-" + subject + ".example/");
    }

    private static void leaseIsOver(UUID id) {
        PostgresForTests.database()
                .useTransaction(handle ->
                        handle.execute("update callbacks set not_before = clock_timestamp() where id = ?", id));
    }
}
