package io.voxlynx.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryQueue;
import java.time.Duration;

/**
 * Sends a message to this node's broker and takes it back, on a queue that is there for nothing else: a broker without
 * room for messages answers questions, too. A temporary queue, since one with a name would be shared with other nodes.
 */
@ApplicationScoped
class BrokerEcho {

    @Resource(lookup = "java:/JmsLocal")
    ConnectionFactory connections;

    /** @return true if it came back in time */
    boolean returns(Duration within) throws JMSException {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            TemporaryQueue queue = context.createTemporaryQueue();
            try {
                context.createProducer()
                        .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                        .setTimeToLive(within.toMillis())
                        .send(queue, "?");
                try (JMSConsumer consumer = context.createConsumer(queue)) {
                    return consumer.receive(within.toMillis()) != null;
                }
            } finally {
                queue.delete();
            }
        }
    }
}
