package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.shared.Queues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallbackDeliveryTest {

    private static final int MOST = 3;

    private final List<UUID> sent = new ArrayList<>();
    private final List<Callback> announced = new ArrayList<>();
    private final List<Object> hinted = new ArrayList<>();
    private final List<String> urls = new ArrayList<>();
    private final UUID campaign = UUID.randomUUID();
    private String present;
    private final CallbackDelivery delivery = new CallbackDelivery();

    CallbackDeliveryTest() {
        delivery.book = CallbacksForTests.book();
        delivery.rounds = CallbacksForTests.rounds();
        delivery.lanes = new Lanes();
        delivery.receivers = campaign -> Optional.ofNullable(present);
        delivery.maxTries = MOST;
        delivery.sender = new CallbackSender() {
            @Override
            Duration longestTry() {
                return Duration.ZERO;
            }

            @Override
            Reply send(Callback callback) {
                sent.add(callback.id());
                if (callback.campaignId() == null) {
                    throw new IllegalStateException("a defect");
                }
                urls.add(callback.url());
                return Reply.answered(200);
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

    /** It was committed after the change, and so not among those that waited then. */
    @Test
    void whatWasOrderedForAReceiverThatIsNoLongerGoesToTheOneThatIs() {
        UUID id = ofCampaign(UUID.randomUUID(), "https://before-" + campaign + ".example/");
        present = "https://now-" + campaign + ".example/";

        delivery.advance(id);
        assertThat(sent).isEmpty();
        assertThat(hinted).containsExactly(id);
        delivery.advance(id);

        assertThat(urls).containsExactly(present);
    }

    @Test
    void whatWasOrderedForAReceiverThatWasTakenAwayIsGivenUpAndHoldsUpNoOther() {
        UUID subject = UUID.randomUUID();
        UUID id = ofCampaign(subject, "https://before-" + campaign + ".example/");
        UUID next = ofCampaign(subject, "https://before-" + campaign + ".example/");

        delivery.advance(id);

        assertThat(sent).isEmpty();
        assertThat(announced).isEmpty();
        assertThat(List.of(id, next))
                .allSatisfy(each -> assertThat(noteOf(each)).isEqualTo("the webhook was taken away"));
    }

    @Test
    void whatSomebodyHadSentAgainGoesWhereItWentIfThereIsNoReceiverNow() {
        UUID id = ofCampaign(UUID.randomUUID(), "https://before-" + campaign + ".example/");
        PostgresForTests.database()
                .useTransaction(handle ->
                        handle.execute("update callbacks set resent_at = clock_timestamp() where id = ?", id));

        delivery.advance(id);

        assertThat(sent).containsExactly(id);
    }

    private UUID ofCampaign(UUID subject, String url) {
        CallbackOrder order = new CallbackOrder(UUID.randomUUID(), subject, "call.ended", url, "{}", campaign, "owner");
        delivery.book.add(order, "cast(:url as text)");
        return order.id();
    }

    private static String noteOf(UUID id) {
        return PostgresForTests.database()
                .inTransaction(db -> db.createQuery("select note from callbacks where id = ? and state = 'DEAD'")
                        .bind(0, id)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(null));
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
