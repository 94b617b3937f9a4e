package io.voxlynx.event;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.List;

/**
 * Where systems beside us listen: this node's broker, which passes nothing on to those of the others. Properties repeat of
 * an event what a selector may want.
 */
@ApplicationScoped
class EventTopic {

    @Resource(lookup = "java:/JmsLocal")
    ConnectionFactory connections;

    @Resource(lookup = "java:/jms/topic/Events")
    Topic topic;

    /**
     * The broker has them all on its disk when this returns.
     *
     * @param keep for a subscriber who does not come
     * @throws JMSRuntimeException if it has perhaps not all of them
     */
    void publish(List<RecordedEvent> events, Duration keep) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer()
                    .setDeliveryMode(DeliveryMode.PERSISTENT)
                    .setTimeToLive(keep.toMillis());
            for (RecordedEvent event : events) {
                producer.send(topic, message(context, event));
            }
        }
    }

    private static TextMessage message(JMSContext context, RecordedEvent event) {
        TextMessage message = context.createTextMessage(event.json());
        try {
            message.setStringProperty("eventId", event.id().toString());
            message.setStringProperty("type", event.type());
            message.setStringProperty("subjectKind", event.subjectKind());
            message.setStringProperty("subjectId", event.subjectId().toString());
            message.setStringProperty("owner", event.ownerId());
            // What the broker has seen of late it does not take a second time; receivers have to look all the same.
            message.setStringProperty("_AMQ_DUPL_ID", event.id().toString());
            return message;
        } catch (JMSException e) {
            throw new IllegalStateException("A property of a message was refused", e);
        }
    }
}
