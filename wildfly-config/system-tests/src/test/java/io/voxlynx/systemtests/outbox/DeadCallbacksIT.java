package io.voxlynx.systemtests.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voxlynx.systemtests.harness.CallbackClient;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import io.voxlynx.systemtests.jms.Client;
import io.voxlynx.systemtests.jms.Key;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.json.Json;
import java.time.Duration;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Systems that look after receivers hear which callbacks were given up. */
@SystemTest
class DeadCallbacksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Installation voxlynx;
    private final CallbackClient receiver;

    DeadCallbacksIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.receiver = voxlynx.callbacks();
    }

    @ParameterizedTest
    @EnumSource
    @ResourceLock(Installation.ALONE)
    void whatWasGivenUpIsTakenFromOutsideAndGoesByItself(Client client) throws JMSException {
        receiver.answer(Json.createObjectBuilder().add("status", 410).build());
        TestCampaign campaign = voxlynx.campaign(
                Contacts.of(1),
                Json.createObjectBuilder(voxlynx.order(1, "continuous"))
                        .add("webhookUrl", receiver.url())
                        .build());
        String dead = "select id::text from callbacks where campaign_id = ? and state = 'DEAD' and due_at is null";
        await().atMost(PATIENCE)
                .until(() ->
                        !voxlynx.db().list(String.class, dead, campaign.id()).isEmpty());
        String given = voxlynx.db().list(String.class, dead, campaign.id()).get(0);

        Message news = taken(client, Key.of(voxlynx.admin(), "events"), given);

        assertThat(news.getBody(String.class)).contains("\"last_status\":410").doesNotContain(receiver.url());
        assertThat(Duration.ofMillis(news.getJMSExpiration() - news.getJMSTimestamp()))
                .isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @EnumSource
    void whoMayNotHearOfEverybodysCallsMayNotTakeThem(Client client) {
        Key commands = Key.of(voxlynx.operator(), "commands");

        assertThatThrownBy(() -> taken(client, commands, "nothing")).isInstanceOf(JMSRuntimeException.class);
    }

    /** The one about this callback; those before it are taken as well. */
    private Message taken(Client client, Key key, String callback) throws JMSException {
        try (JMSContext context = client.at(voxlynx.platform().node(0).jmsPort())
                        .createContext(key.user(), key.password(), JMSContext.AUTO_ACKNOWLEDGE);
                JMSConsumer consumer = context.createConsumer(context.createQueue("DeadCallbacks"))) {
            while (true) {
                Message message = consumer.receive(PATIENCE.toMillis());
                assertThat(message).as("about %s", callback).isNotNull();
                if (message.getBody(String.class).contains(callback)) {
                    return message;
                }
            }
        }
    }
}
