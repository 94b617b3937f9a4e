package io.voxlynx.outbox;

import static io.voxlynx.shared.JsonApi.JSON;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Announces callbacks that were given up to whoever looks after the receivers. The row stays the truth: a message may
 * come twice, tells neither the body nor the path of the receiver, which may hold secrets, and is not kept for ever for
 * somebody who never comes.
 */
@ApplicationScoped
class DeadCallbacks {

    @Resource(lookup = "java:/JmsLocal")
    ConnectionFactory connections;

    @Resource(lookup = "java:/jms/queue/DeadCallbacks")
    Queue dead;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "voxlynx.callback.announced-days", defaultValue = "30")
    int announcedDays;

    void announce(Callback callback) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.PERSISTENT)
                    .setTimeToLive(Duration.ofDays(announcedDays).toMillis())
                    .send(dead, text(callback));
        }
    }

    String text(Callback callback) {
        JsonObjectBuilder message = JSON.createObjectBuilder()
                .add("callback_id", callback.id().toString())
                .add("event", callback.event())
                .add("subject_id", callback.subjectId().toString())
                .add("host", callback.host())
                .add("tries", callback.tries());
        if (callback.lastStatus() == null) {
            message.addNull("last_status");
        } else {
            message.add("last_status", callback.lastStatus());
        }
        return message.add("reason", callback.note())
                .add("at", clock.instant().toString())
                .build()
                .toString();
    }
}
